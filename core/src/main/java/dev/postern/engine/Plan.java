package dev.postern.engine;

import dev.postern.explain.Grant;
import dev.postern.model.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which policy sets take part in one check and how their answers combine (R-10.1, R-10.15,
 * Used again like its evaluation.
 */
final class Plan {
  @Nullable Part resourceControl;
  @Nullable Part serviceControl;
  @Nullable Part endpoint;
  @Nullable Part resource;
  @Nullable Part identity;
  @Nullable Part session;
  Relation relation = Relation.SAME_ACCOUNT;
  boolean selfOpened;

  void clear() {
    resourceControl = null;
    serviceControl = null;
    endpoint = null;
    resource = null;
    identity = null;
    session = null;
    relation = Relation.SAME_ACCOUNT;
    selfOpened = false;
  }

  /** The sets that take part, those that do not as null. */
  @Nullable CompiledPolicySet[] sets() {
    return new @Nullable CompiledPolicySet[] {
      set(resourceControl),
      set(serviceControl),
      set(endpoint),
      set(resource),
      set(identity),
      set(session)
    };
  }

  /** Whether exactly these take part. */
  boolean isOf(@Nullable CompiledPolicySet[] sets) {
    return sets[0] == set(resourceControl)
        && sets[1] == set(serviceControl)
        && sets[2] == set(endpoint)
        && sets[3] == set(resource)
        && sets[4] == set(identity)
        && sets[5] == set(session);
  }

  /** A number for the sets that take part, well mixed. */
  long mix() {
    long mixed = mix(0, resourceControl);
    mixed = mix(mixed, serviceControl);
    mixed = mix(mixed, endpoint);
    mixed = mix(mixed, resource);
    mixed = mix(mixed, identity);
    return mix(mixed, session);
  }

  private static long mix(long mixed, @Nullable Part part) {
    return (mixed + (part == null ? 0 : part.set().mark())) * 0x9E37_79B9_7F4A_7C15L;
  }

  private static @Nullable CompiledPolicySet set(@Nullable Part part) {
    return part == null ? null : part.set();
  }

  /** What {@link #grants} reads besides the answers of the sets, as one number below 16. */
  int marks(Caller caller) {
    return relation.ordinal() << 2 | (selfOpened ? 2 : 0) | (caller instanceof Caller.Root ? 1 : 0);
  }

  boolean needsResourceGrant() {
    return selfOpened || relation != Relation.SAME_ACCOUNT;
  }

  /** Step 5 of, given that nothing denies and steps 2 to 4 allow. */
  boolean grants(
      Caller caller, Grant byResource, boolean byIdentity, boolean byBoundary, boolean bySession) {
    boolean resourceAllows = byResource != Grant.NONE;
    boolean root = caller instanceof Caller.Root;
    return switch (relation) {
      case OUTSIDER -> resourceAllows;
      case CROSS_ACCOUNT -> resourceAllows && (root || (byIdentity && byBoundary && bySession));
      case SAME_ACCOUNT -> {
        if (root) {
          yield resourceAllows || !selfOpened;
        }
        yield byResource == Grant.DIRECT
            || (byBoundary
                && bySession
                && (byResource == Grant.LIMITED
                    || (byIdentity && (resourceAllows || !selfOpened))));
      }
    };
  }

  /** How the caller stands to the resource. */
  enum Relation {
    SAME_ACCOUNT,
    CROSS_ACCOUNT,
    /** Only the resource policy and RCPs decide. */
    OUTSIDER
  }

  /**
   * A set that takes part.
   *
   * @param set compiled
   * @param pools the same, with names
   * @param levels ids of the levels, for SCPs and RCPs
   */
  record Part(CompiledPolicySet set, List<Pool> pools, List<String> levels) {
    Part(CompiledPolicySet set, List<Pool> pools) {
      this(set, pools, List.of());
    }
  }
}
