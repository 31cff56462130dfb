package dev.postern.policy;

/**
 * A condition operator.
 *
 * @param quantifier the set prefix
 * @param comparison the base operator; {@link Comparison#UNKNOWN} if the name is none that exists
 *     (R-8.2)
 * @param absence the suffix
 * @param name the whole name as written
 */
public record Operator(Quantifier quantifier, Comparison comparison, Absence absence, String name) {

  /** Reads an operator name, case-sensitively; never fails. */
  public static Operator of(String name) {
    Quantifier quantifier = Quantifier.NONE;
    String rest = name;
    for (Quantifier candidate : Quantifier.values()) {
      if (candidate != Quantifier.NONE && name.startsWith(candidate.prefix)) {
        quantifier = candidate;
        rest = name.substring(candidate.prefix.length());
      }
    }
    Absence absence = Absence.AS_TABLED;
    if (rest.endsWith("IfExists")) {
      absence = Absence.IF_EXISTS;
      rest = rest.substring(0, rest.length() - "IfExists".length());
    }
    Comparison comparison = Comparison.named(rest);
    if (comparison == Comparison.NULL && absence == Absence.IF_EXISTS) {
      comparison = Comparison.UNKNOWN;
    }
    return new Operator(quantifier, comparison, absence, name);
  }

  /** The set prefix. */
  public enum Quantifier {
    NONE(""),
    FOR_ALL_VALUES("ForAllValues:"),
    FOR_ANY_VALUE("ForAnyValue:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Whether `IfExists` stands at the end. */
  public enum Absence {
    AS_TABLED,
    IF_EXISTS
  }
}
