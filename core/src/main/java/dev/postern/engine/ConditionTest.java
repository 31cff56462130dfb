package dev.postern.engine;

import dev.postern.explain.EvaluationError.Side;
import dev.postern.model.ContextValue;
import dev.postern.policy.Comparison;
import dev.postern.policy.Condition;
import dev.postern.policy.Operator.Absence;
import dev.postern.policy.Operator.Quantifier;
import dev.postern.policy.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** One key under one operator, compiled (sections 6 and 8). */
final class ConditionTest {
  private final Condition source;
  private final ContextKey key;
  private final Comparison comparison;
  private final Quantifier quantifier;
  private final Absence absence;
  private final ValueTest values;
  private final List<Template> templates;

  /** The value is a moment that need not be written and read. */
  private final boolean comparesClock;

  ConditionTest(Condition source, Version version) {
    this.source = source;
    this.key = ContextKey.of(source.key());
    this.comparison = source.operator().comparison();
    this.quantifier = source.operator().quantifier();
    this.absence = source.operator().absence();
    this.values = ValueTest.of(source, version);
    this.comparesClock = key.isClock() && comparison.family() == Comparison.Family.DATE;
    List<Template> found = new ArrayList<>();
    switch (comparison.family()) {
      case STRING, ARN, BOOL -> {
        for (String value : source.values()) {
          Template template = Template.value(value, Template.Mode.EXACT, version);
          if (template.hasVariables()) {
            found.add(template);
          }
        }
      }
      case NUMERIC, DATE, BINARY, IP, NULL, UNKNOWN -> {}
    }
    this.templates = List.copyOf(found);
  }

  Condition source() {
    return source;
  }

  ContextKey key() {
    return key;
  }

  Comparison comparison() {
    return comparison;
  }

  /** About how much a test costs beside others. */
  int cost() {
    int one =
        switch (comparison.family()) {
          case NULL, UNKNOWN, BOOL -> 0;
          case STRING -> 1;
          case NUMERIC, IP -> 2;
          case ARN -> 3;
          case DATE, BINARY -> 4;
        };
    return 2 * one + (templates.isEmpty() ? 0 : 1);
  }

  /** The keys that variables in the values read. */
  List<ContextKey> variableKeys() {
    List<ContextKey> keys = new ArrayList<>();
    templates.forEach(template -> keys.addAll(template.keys()));
    return keys;
  }

  void addKeys(SortedSet<String> keys) {
    keys.add(key.folded());
    templates.forEach(template -> template.addKeys(keys));
  }

  /** The result as {@link Tri}. */
  int test(Evaluation evaluation) {
    if (comparesClock
        && !evaluation.isSaid(key)
        && evaluation.moment().read(evaluation.now(), key.kind())) {
      return clock(evaluation);
    }
    ContextValue value = evaluation.value(key);
    if (comparison == Comparison.UNKNOWN || value instanceof ContextValue.Ambiguous) {
      return Tri.ERROR;
    }
    if (comparison == Comparison.NULL) {
      return isNull(value);
    }
    if (!(value instanceof ContextValue.Present present)) {
      return absent();
    }
    List<String> given = present.values();
    return switch (quantifier) {
      case NONE -> plain(given, evaluation);
      case FOR_ALL_VALUES -> all(given, evaluation);
      case FOR_ANY_VALUE -> any(given, evaluation);
    };
  }

  /** Which side is at fault, after {@link #test} gave an error. */
  Side faultySide(Evaluation evaluation) {
    if (comparison == Comparison.UNKNOWN) {
      return Side.OPERATOR;
    }
    if (evaluation.value(key) instanceof ContextValue.Ambiguous) {
      return Side.AMBIGUOUS_KEY;
    }
    return comparison == Comparison.NULL ? Side.POLICY : values.faultySide(evaluation);
  }

  /** */
  private int absent() {
    return switch (quantifier) {
      case FOR_ALL_VALUES -> Tri.TRUE;
      case FOR_ANY_VALUE -> absence == Absence.IF_EXISTS ? Tri.TRUE : Tri.FALSE;
      case NONE -> absence == Absence.IF_EXISTS || comparison.isNegated() ? Tri.TRUE : Tri.FALSE;
    };
  }

  /** The clock has one value, so the quantifiers differ only for an empty list. */
  private int clock(Evaluation evaluation) {
    if (quantifier != Quantifier.NONE && source.values().isEmpty()) {
      return Tri.FALSE;
    }
    int matched = values.matches(evaluation.moment());
    return comparison.isNegated() ? Tri.not(matched) : matched;
  }

  /** R-6.9 (last sentence). */
  private int plain(List<String> given, Evaluation evaluation) {
    if (given.size() > 1) {
      return Tri.FALSE;
    }
    if (given.isEmpty()) {
      return comparison.isNegated() ? Tri.TRUE : Tri.FALSE;
    }
    return one(given.getFirst(), evaluation);
  }

  /** R-6.10; R-1.23 for an empty list of policy values. */
  private int all(List<String> given, Evaluation evaluation) {
    if (isNullDataSet(given)) {
      return Tri.TRUE;
    }
    if (source.values().isEmpty()) {
      return Tri.FALSE;
    }
    int result = Tri.TRUE;
    for (int i = 0; i < given.size() && result != Tri.FALSE; i++) {
      result = Tri.and(result, one(given.get(i), evaluation));
    }
    return result;
  }

  /** R-6.11; R-1.23 for an empty list of policy values. */
  private int any(List<String> given, Evaluation evaluation) {
    if (isNullDataSet(given) || source.values().isEmpty()) {
      return Tri.FALSE;
    }
    int result = Tri.FALSE;
    for (int i = 0; i < given.size() && result != Tri.TRUE; i++) {
      result = Tri.or(result, one(given.get(i), evaluation));
    }
    return result;
  }

  private int one(String given, Evaluation evaluation) {
    int matched = values.matches(given, evaluation);
    return comparison.isNegated() ? Tri.not(matched) : matched;
  }

  /** */
  private int isNull(ContextValue value) {
    return switch (quantifier) {
      case FOR_ALL_VALUES -> Tri.TRUE;
      case FOR_ANY_VALUE -> Tri.FALSE;
      case NONE -> {
        boolean none =
            !(value instanceof ContextValue.Present present) || isNullDataSet(present.values());
        int result = Tri.FALSE;
        for (String wanted : source.values()) {
          result =
              Tri.or(
                  result,
                  switch (wanted) {
                    case "true" -> none ? Tri.TRUE : Tri.FALSE;
                    case "false" -> none ? Tri.FALSE : Tri.TRUE;
                    default -> Tri.ERROR;
                  });
        }
        yield result;
      }
    };
  }

  /** */
  private static boolean isNullDataSet(List<String> given) {
    return given.isEmpty() || (given.size() == 1 && given.getFirst().isEmpty());
  }

  @Override
  public String toString() {
    return source.operator().name() + " " + key + " " + source.values();
  }
}
