package dev.postern.reference;

import static dev.postern.reference.ReferenceTruth.ERROR;
import static dev.postern.reference.ReferenceTruth.FALSE;

import dev.postern.model.CaseFold;
import dev.postern.policy.Comparison;
import dev.postern.policy.Version;
import dev.postern.reference.ReferenceGlob.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * One request value against one policy value (section 7). A negated operator is matched like its
 * positive one; the NOT is put around all values.
 */
record ReferenceOperator(Comparison comparison, Version version, ReferenceContext context) {

  /** Whether variables are substituted in its values. */
  boolean hasVariables() {
    return switch (comparison.family()) {
      case STRING, ARN, BOOL -> true;
      case NUMERIC, DATE, BINARY, IP, NULL, UNKNOWN -> false;
    };
  }

  /** Whether the two match; error if one cannot be parsed. */
  ReferenceTruth matches(String given, String wanted) {
    return switch (comparison) {
      case STRING_EQUALS, STRING_NOT_EQUALS ->
          ReferenceTruth.of(substitute(wanted).filter(given::equals).isPresent());
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          ReferenceTruth.of(
              substitute(wanted)
                  .filter(text -> CaseFold.fold(text).equals(CaseFold.fold(given)))
                  .isPresent());
      case STRING_LIKE, STRING_NOT_LIKE ->
          ReferenceTruth.of(
              glob(wanted).filter(steps -> ReferenceGlob.matches(steps, given)).isPresent());
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> numbers(given, wanted, sign -> sign == 0);
      case NUMERIC_LESS_THAN -> numbers(given, wanted, sign -> sign < 0);
      case NUMERIC_LESS_THAN_EQUALS -> numbers(given, wanted, sign -> sign <= 0);
      case NUMERIC_GREATER_THAN -> numbers(given, wanted, sign -> sign > 0);
      case NUMERIC_GREATER_THAN_EQUALS -> numbers(given, wanted, sign -> sign >= 0);
      case DATE_EQUALS, DATE_NOT_EQUALS -> dates(given, wanted, sign -> sign == 0);
      case DATE_LESS_THAN -> dates(given, wanted, sign -> sign < 0);
      case DATE_LESS_THAN_EQUALS -> dates(given, wanted, sign -> sign <= 0);
      case DATE_GREATER_THAN -> dates(given, wanted, sign -> sign > 0);
      case DATE_GREATER_THAN_EQUALS -> dates(given, wanted, sign -> sign >= 0);
      case BOOL -> bool(given, wanted);
      case BINARY_EQUALS ->
          both(ReferenceParse.bytes(given), ReferenceParse.bytes(wanted), Object::equals);
      case IP_ADDRESS, NOT_IP_ADDRESS ->
          both(
              ReferenceParse.address(given),
              ReferenceParse.block(wanted),
              (address, block) -> block.contains(address));
      case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> arn(given, wanted);
      case NULL, UNKNOWN -> ERROR;
    };
  }

  /** Whether a policy value can be parsed, as it stands in this request. */
  boolean canReadPolicy(String wanted) {
    return switch (comparison.family()) {
      case STRING -> true;
      case NUMERIC -> ReferenceParse.number(wanted).isPresent();
      case DATE -> ReferenceParse.date(wanted).isPresent();
      case BOOL ->
          substitute(wanted).map(text -> ReferenceParse.truth(text).isPresent()).orElse(true);
      case BINARY -> ReferenceParse.bytes(wanted).isPresent();
      case IP -> ReferenceParse.block(wanted).isPresent();
      case ARN -> glob(wanted).map(steps -> fields(steps).size() == 6).orElse(true);
      case NULL -> ReferenceParse.nullness(wanted).isPresent();
      case UNKNOWN -> false;
    };
  }

  /** the request value stands on the left. */
  private static ReferenceTruth numbers(
      String given, String wanted, Function<Integer, Boolean> holds) {
    return both(
        ReferenceParse.number(given),
        ReferenceParse.number(wanted),
        (left, right) -> holds.apply(left.compareTo(right)));
  }

  /** the request value stands on the left. */
  private static ReferenceTruth dates(
      String given, String wanted, Function<Integer, Boolean> holds) {
    return both(
        ReferenceParse.date(given),
        ReferenceParse.date(wanted),
        (left, right) -> holds.apply(left.compareTo(right)));
  }

  private static <T> ReferenceTruth both(
      Optional<T> given, Optional<T> wanted, BiPredicate<T, T> holds) {
    return given.isPresent() && wanted.isPresent()
        ? ReferenceTruth.of(holds.test(given.get(), wanted.get()))
        : ERROR;
  }

  /** a variable without value is no match. */
  private ReferenceTruth bool(String given, String wanted) {
    Optional<Boolean> truth = ReferenceParse.truth(given);
    if (truth.isEmpty()) {
      return ERROR;
    }
    Optional<String> text = substitute(wanted);
    return text.isEmpty() ? FALSE : both(truth, ReferenceParse.truth(text.get()), Object::equals);
  }

  /** a variable without value is no match. */
  private ReferenceTruth arn(String given, String wanted) {
    String[] left = given.split(":", 6);
    if (left.length < 6 || !given.startsWith("arn:")) {
      return ERROR;
    }
    Optional<List<Step>> steps = glob(wanted);
    if (steps.isEmpty()) {
      return FALSE;
    }
    List<List<Step>> right = fields(steps.get());
    if (right.size() < 6) {
      return ERROR;
    }
    boolean all = true;
    for (int i = 0; i < 6; i++) {
      all &= ReferenceGlob.matches(right.get(i), left[i]);
    }
    return ReferenceTruth.of(all);
  }

  /** Splits at the first five colons, substituted ones too. */
  private static List<List<Step>> fields(List<Step> steps) {
    List<List<Step>> fields = new ArrayList<>();
    fields.add(new ArrayList<>());
    for (Step step : steps) {
      if (fields.size() < 6 && step.equals(new Step.Literal(':'))) {
        fields.add(new ArrayList<>());
      } else {
        fields.getLast().add(step);
      }
    }
    return fields;
  }

  private Optional<String> substitute(String wanted) {
    return ReferenceVariables.substitute(wanted, version, context);
  }

  private Optional<List<Step>> glob(String wanted) {
    return ReferenceVariables.glob(wanted, version, context);
  }
}
