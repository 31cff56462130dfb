package dev.postern.engine;

import dev.postern.model.Caller;
import dev.postern.model.Decision;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What decisions by one combination of policy sets depend on: the sets by fingerprint, the action,
 * the resource, how the caller stands to the resource, and the values of exactly the context keys
 * and caller facts that these sets can read. Which keys these are is found once for a combination;
 * a check writes their values.
 *
 * <p>Of a clock that the request does not say, not its value counts but between which two instants
 * it stands at which a condition can change its result.
 */
final class Dependencies {
  /** A longer key is not worth its place. */
  private static final int LONGEST = 16_384;

  private final @Nullable CompiledPolicySet[] sets;
  private final ContextKey[] keys;
  private final boolean readsCaller;
  private final String head;

  Dependencies(Plan plan) {
    this.sets = plan.sets();
    TreeMap<String, ContextKey> read = new TreeMap<>();
    KeyText text = new KeyText();
    boolean caller = false;
    for (CompiledPolicySet set : sets) {
      if (set == null) {
        text.mark(0);
      } else {
        text.mark(1).add(set.fingerprint());
        set.keys().forEach(key -> read.put(key.folded(), key));
        caller |= set.readsCaller();
      }
    }
    this.keys = read.values().toArray(ContextKey[]::new);
    this.readsCaller = caller;
    this.head = text.finish();
  }

  /** Whether these are the dependencies of a plan. */
  boolean areOf(Plan plan) {
    return plan.isOf(sets);
  }

  /** The key of one check; empty if its decision cannot be remembered. */
  String key(Evaluation evaluation, Plan plan, KeyText text) {
    long until = until(evaluation);
    if (until == Decision.ONCE) {
      return "";
    }
    text.clear().addFinished(head).mark(plan.marks(evaluation.caller())).add(until);
    text.add(evaluation.action()).add(evaluation.resource());
    if (readsCaller) {
      caller(evaluation, text);
    }
    for (ContextKey key : keys) {
      text.add(evaluation.saidOrDerived(key));
    }
    return text.length() <= LONGEST ? text.finish() : "";
  }

  private long until(Evaluation evaluation) {
    long until = Decision.ALWAYS;
    for (CompiledPolicySet set : sets) {
      if (set != null && !set.clock().isNone()) {
        until = Math.min(until, evaluation.holdsUntil(set.clock()));
      }
    }
    return until;
  }

  private static void caller(Evaluation evaluation, KeyText text) {
    switch (evaluation.caller()) {
      case Caller.Root root -> text.mark(0).add(root.partition());
      case Caller.User user -> text.mark(1).add(user.arn());
      case Caller.RoleSession session ->
          text.mark(2)
              .add(session.role().partition())
              .add(session.role().name())
              .add(session.sessionName());
      case Caller.FederatedSession session ->
          text.mark(3).add(session.partition()).add(session.name()).add(session.userArn());
      case Caller.Service service -> text.mark(4).add(service.name());
      case Caller.External external -> text.mark(5).add(external.provider());
      case Caller.Anonymous anonymous -> text.mark(6);
    }
    text.mark(evaluation.hasBoundary() ? 1 : 0).mark(evaluation.countsOnlyFederated() ? 1 : 0);
    text.add(evaluation.callerAccount())
        .add(evaluation.callerUniqueId())
        .add(evaluation.callerCanonicalId());
  }

  /**
   * Dependencies by combination, as far as they have room; others are found again. Written without
   * lock: all that they hold is final.
   */
  static final class Table {
    /** A table that remembers one combination. */
    static final Table NONE = new Table(1);

    private final @Nullable Dependencies[] known;

    /** A table of a power of two. */
    Table(int size) {
      known = new Dependencies[size];
    }

    Dependencies of(Plan plan) {
      int slot = (int) (plan.mix() >>> 40) & (known.length - 1);
      Dependencies found = known[slot];
      if (found == null || !found.areOf(plan)) {
        found = new Dependencies(plan);
        known[slot] = found;
      }
      return found;
    }
  }
}
