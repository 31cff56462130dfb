package dev.postern.explain;

import dev.postern.model.Decision;
import dev.postern.policy.Effect;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A decision with what it rests on.
 *
 * <p>Where the reason is not {@code policy}, policies were not asked and the lists are empty. A
 * context key was <em>consulted</em> if it stands in a variable of the resource element of a
 * statement whose principal and action matched, or in the condition (as key or in a variable of a
 * value) of a statement whose principal, action and resource matched.
 *
 * @param decision the decision; verdict and reason equal those of a check
 * @param owner account that owns the resource; empty if unknown
 * @param ownerSource how the owner was found
 * @param layers every layer that took part, or whose allow was required, in the order of
 * @param nearMisses in the order of layers, policies, statements
 * @param consultedKeys folded names
 * @param missingKeys those of them that are absent from the request
 * @param errors in the order of layers, policies, statements, conditions
 */
public record Explanation(
    Decision decision,
    String owner,
    OwnerSource ownerSource,
    List<LayerResult> layers,
    List<NearMiss> nearMisses,
    SortedSet<String> consultedKeys,
    SortedSet<String> missingKeys,
    List<EvaluationError> errors) {
  public Explanation {
    layers = List.copyOf(layers);
    nearMisses = List.copyOf(nearMisses);
    consultedKeys = Collections.unmodifiableSortedSet(new TreeSet<>(consultedKeys));
    missingKeys = Collections.unmodifiableSortedSet(new TreeSet<>(missingKeys));
    errors = List.copyOf(errors);
  }

  /**
   * The statements to report: the applying denies if there are any, else the applying
   * allows.
   */
  public List<MatchedStatement> matched() {
    List<MatchedStatement> all =
        layers.stream().flatMap(layer -> layer.matched().stream()).toList();
    List<MatchedStatement> denies = all.stream().filter(s -> s.effect() == Effect.DENY).toList();
    return denies.isEmpty() ? all : denies;
  }

  /** How the owner of the resource was found (N-2.5). */
  public enum OwnerSource {
    REQUEST,
    ENTRY,
    ARN,
    CALLER,
    UNKNOWN
  }
}
