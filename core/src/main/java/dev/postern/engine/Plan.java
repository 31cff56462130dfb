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
