package dev.postern.reference;

import static dev.postern.reference.ReferenceTruth.ERROR;
import static dev.postern.reference.ReferenceTruth.FALSE;
import static dev.postern.reference.ReferenceTruth.TRUE;

import dev.postern.explain.EvaluationError.Side;
import dev.postern.model.CaseFold;
import dev.postern.model.ContextValue;
import dev.postern.policy.Comparison;
import dev.postern.policy.Condition;
import dev.postern.policy.Operator.Absence;
import dev.postern.policy.Operator.Quantifier;
import dev.postern.policy.Version;
import dev.postern.reference.ReferenceVariables.Where;
import java.util.List;

/** One condition of a statement: absence, sets, errors (sections 6 and 8). */
final class ReferenceCondition {
  private final Condition condition;
  private final Version version;
  private final ReferenceContext context;
  private final ReferenceOperator operator;

  ReferenceCondition(Condition condition, Version version, ReferenceContext context) {
    this.condition = condition;
    this.version = version;
    this.context = context;
    this.operator = new ReferenceOperator(condition.operator().comparison(), version, context);
  }

  /** True, false or error. */
  ReferenceTruth holds() {
    Comparison comparison = condition.operator().comparison();
    if (comparison == Comparison.UNKNOWN) {
      return ERROR;
    }
    return switch (context.value(CaseFold.fold(condition.key()))) {
      case ContextValue.Ambiguous() -> ERROR;
      case ContextValue.Absent() ->
          comparison == Comparison.NULL ? isNull(true) : absent(comparison.isNegated());
      case ContextValue.Present(List<String> given) ->
          comparison == Comparison.NULL ? isNull(isNullSet(given)) : present(given);
    };
  }

  /** The table of. */
  private ReferenceTruth absent(boolean negated) {
    boolean ifExists = condition.operator().absence() == Absence.IF_EXISTS;
    return switch (condition.operator().quantifier()) {
      case NONE -> ReferenceTruth.of(negated || ifExists);
      case FOR_ALL_VALUES -> TRUE;
      case FOR_ANY_VALUE -> ReferenceTruth.of(ifExists);
    };
  }

  private ReferenceTruth present(List<String> given) {
    boolean negated = condition.operator().comparison().isNegated();
    boolean unwritten = condition.values().isEmpty();
    return switch (condition.operator().quantifier()) {
      case NONE -> {
        if (given.size() > 1) {
          yield FALSE;
        }
        yield given.isEmpty() ? ReferenceTruth.of(negated) : one(given.getFirst());
      }
      case FOR_ALL_VALUES -> {
        if (isNullSet(given)) {
          yield TRUE;
        }
        yield unwritten
            ? FALSE
            : ReferenceTruth.and(given.stream().map(this::one).toList());
      }
      case FOR_ANY_VALUE -> {
        if (isNullSet(given) || unwritten) {
          yield FALSE;
        }
        yield ReferenceTruth.or(given.stream().map(this::one).toList());
      }
    };
  }

  /** One request value against all values of the policy: OR, or NOR if negated. */
  private ReferenceTruth one(String given) {
    ReferenceTruth any =
        ReferenceTruth.or(
            condition.values().stream().map(wanted -> operator.matches(given, wanted)).toList());
    return condition.operator().comparison().isNegated() ? any.not() : any;
  }

  /** The key is absent, has no value, or the empty text alone. */
  private static boolean isNullSet(List<String> given) {
    return given.isEmpty() || given.equals(List.of(""));
  }

  /** */
  private ReferenceTruth isNull(boolean isNull) {
    if (condition.operator().quantifier() != Quantifier.NONE) {
      return ReferenceTruth.of(condition.operator().quantifier() == Quantifier.FOR_ALL_VALUES);
    }
    return ReferenceTruth.or(
        condition.values().stream()
            .map(wanted ->
                ReferenceParse.nullness(wanted)
                    .map(truth -> ReferenceTruth.of(truth == isNull))
                    .orElse(ERROR))
            .toList());
  }

  /** Which side cannot be read, of a condition in error; if both cannot, the policy. */
  Side side() {
    if (condition.operator().comparison() == Comparison.UNKNOWN) {
      return Side.OPERATOR;
    }
    if (context.value(CaseFold.fold(condition.key())) instanceof ContextValue.Ambiguous) {
      return Side.AMBIGUOUS_KEY;
    }
    return condition.values().stream().allMatch(operator::canReadPolicy)
        ? Side.REQUEST
        : Side.POLICY;
  }

  /** The request's values under the key, for reports; empty if absent or ambiguous. */
  List<String> given() {
    return context.value(CaseFold.fold(condition.key())) instanceof ContextValue.Present present
        ? present.values()
        : List.of();
  }

  /** The keys that variables of the values read. */
  List<String> variables() {
    return condition.values().stream()
        .filter(wanted -> operator.hasVariables())
        .flatMap(wanted -> ReferenceVariables.keys(wanted, version, Where.ANYWHERE).stream())
        .toList();
  }
}
