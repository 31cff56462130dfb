package dev.postern.engine;

import dev.postern.policy.Effect;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Principals;
import dev.postern.policy.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;

/** One statement, compiled: what an index cannot decide for it. */
final class CompiledStatement {
  private final int layer;
  private final int policyIndex;
  private final int index;
  private final Statement source;
  private final PrincipalTest principal;
  private final ResourceTest resource;
  private final List<ConditionTest> conditions;
  private final ConditionTest[] cheapestFirst;

  CompiledStatement(int layer, int policyIndex, int index, Policy policy, PolicyType type) {
    this.layer = layer;
    this.policyIndex = policyIndex;
    this.index = index;
    this.source = policy.statements().get(index);
    this.principal = PrincipalTest.of(source, type);
    this.resource = new ResourceTest(source.resources(), source.effect(), type, policy.version());
    this.conditions =
        source.conditions().stream()
            .map(condition -> new ConditionTest(condition, policy.version()))
            .toList();
    this.cheapestFirst =
        conditions.stream()
            .sorted(Comparator.comparingInt(ConditionTest::cost))
            .toArray(ConditionTest[]::new);
  }

  int layer() {
    return layer;
  }

  int policyIndex() {
    return policyIndex;
  }

  int index() {
    return index;
  }

  Statement source() {
    return source;
  }

  PrincipalTest principal() {
    return principal;
  }

  ResourceTest resource() {
    return resource;
  }

  /** In the order of the policy. */
  List<ConditionTest> conditions() {
    return conditions;
  }

  boolean isDeny() {
    return source.effect() == Effect.DENY;
  }

  /**
   * The conditions joined by AND, as {@link Tri}; stops at the first that is false. AND is the
   * smallest result, so the order changes only what it costs.
   */
  int testConditions(Evaluation evaluation) {
    int result = Tri.TRUE;
    for (ConditionTest condition : cheapestFirst) {
      result = Tri.and(result, condition.test(evaluation));
      if (result == Tri.FALSE) {
        return result;
      }
    }
    if (result == Tri.ERROR) {
      evaluation.errorMet();
    }
    return result;
  }

  /** Whether a condition result makes the statement apply. */
  boolean applies(int result) {
    return result == Tri.TRUE || (result == Tri.ERROR && isDeny());
  }

  void addConditionKeys(SortedSet<String> keys) {
    for (ConditionTest condition : conditions) {
      condition.addKeys(keys);
    }
  }

  /** Layer, policy and statement; what it says but for actions. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(layer).append('/').append(policyIndex).append('/').append(index);
    out.append(' ').append(source.effect().text());
    switch (source.principals().sense()) {
      case UNSTATED -> {}
      case LISTED -> out.append(" to ").append(texts(source.principals()));
      case ALL_BUT -> out.append(" to all but ").append(texts(source.principals()));
    }
    out.append(" on ").append(resource);
    for (ConditionTest condition : conditions) {
      out.append(" if ").append(condition);
    }
    return out.toString();
  }

  private static List<String> texts(Principals principals) {
    return principals.entries().stream()
        .map(entry -> entry.kind().text() + ":" + entry.text())
        .toList();
  }
}
