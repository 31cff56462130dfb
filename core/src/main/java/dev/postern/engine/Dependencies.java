package dev.postern.engine;

import dev.postern.model.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a decision depends on, by content: the policy sets that take part, and all that they can
 * read.
 */
final class Dependencies {
  private Dependencies() {}

  static List<Object> of(Evaluation evaluation, Plan plan) {
    List<Object> parts = new ArrayList<>();
    TreeMap<String, ContextKey> keys = new TreeMap<>();
    parts.add(evaluation.action());
    parts.add(evaluation.resource());
    parts.add(plan.relation);
    parts.add(plan.selfOpened);
    parts.add(evaluation.caller() instanceof Caller.Root);
    boolean readsCaller = add(plan.resourceControl, parts, keys);
    readsCaller |= add(plan.serviceControl, parts, keys);
    readsCaller |= add(plan.endpoint, parts, keys);
    readsCaller |= add(plan.resource, parts, keys);
    readsCaller |= add(plan.identity, parts, keys);
    readsCaller |= add(plan.session, parts, keys);
    if (readsCaller) {
      parts.add(evaluation.caller().getClass().getSimpleName());
      parts.add(evaluation.caller().label());
      parts.add(
          evaluation.caller() instanceof Caller.FederatedSession session ? session.userArn() : "");
      parts.add(evaluation.callerAccount());
      parts.add(evaluation.callerUniqueId());
      parts.add(evaluation.callerCanonicalId());
      parts.add(evaluation.hasBoundary());
      parts.add(evaluation.countsOnlyFederated());
    }
    for (ContextKey key : keys.values()) {
      parts.add(key.folded());
      // a clock key that the request does not say is bounded by the decision itself, not by the key
      parts.add(evaluation.saidOrDerived(key));
    }
    return List.copyOf(parts);
  }

  private static boolean add(
      Plan.@Nullable Part part, List<Object> parts, SortedMap<String, ContextKey> keys) {
    if (part == null) {
      parts.add("");
      return false;
    }
    parts.add(part.set().fingerprint());
    part.set().keys().forEach(key -> keys.put(key.folded(), key));
    return part.set().readsCaller();
  }
}
