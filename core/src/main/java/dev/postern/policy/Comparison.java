package dev.postern.policy;

import java.util.HashMap;
import java.util.Map;

/** The base operators of a condition (section 7 of IAM-SEMANTICS). */
public enum Comparison {
  STRING_EQUALS("StringEquals", Family.STRING),
  STRING_NOT_EQUALS("StringNotEquals", Family.STRING),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING),
  STRING_LIKE("StringLike", Family.STRING),
  STRING_NOT_LIKE("StringNotLike", Family.STRING),
  NUMERIC_EQUALS("NumericEquals", Family.NUMERIC),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC),
  NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC),
  DATE_EQUALS("DateEquals", Family.DATE),
  DATE_NOT_EQUALS("DateNotEquals", Family.DATE),
  DATE_LESS_THAN("DateLessThan", Family.DATE),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE),
  DATE_GREATER_THAN("DateGreaterThan", Family.DATE),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE),
  BOOL("Bool", Family.BOOL),
  BINARY_EQUALS("BinaryEquals", Family.BINARY),
  IP_ADDRESS("IpAddress", Family.IP),
  NOT_IP_ADDRESS("NotIpAddress", Family.IP),
  ARN_EQUALS("ArnEquals", Family.ARN),
  ARN_NOT_EQUALS("ArnNotEquals", Family.ARN),
  ARN_LIKE("ArnLike", Family.ARN),
  ARN_NOT_LIKE("ArnNotLike", Family.ARN),
  NULL("Null", Family.NULL),
  /** A name that is none of these. */
  UNKNOWN("", Family.UNKNOWN);

  private static final Map<String, Comparison> BY_NAME = new HashMap<>();

  static {
    for (Comparison comparison : values()) {
      if (comparison != UNKNOWN) {
        BY_NAME.put(comparison.text, comparison);
      }
    }
  }

  private final String text;
  private final Family family;

  Comparison(String text, Family family) {
    this.text = text;
    this.family = family;
  }

  /** As written in a policy. */
  public String text() {
    return text;
  }

  /** What kind of values it compares. */
  public Family family() {
    return family;
  }

  /** Whether its values are joined by NOR. */
  public boolean isNegated() {
    return switch (this) {
      case STRING_NOT_EQUALS,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_NOT_LIKE,
          NUMERIC_NOT_EQUALS,
          DATE_NOT_EQUALS,
          NOT_IP_ADDRESS,
          ARN_NOT_EQUALS,
          ARN_NOT_LIKE ->
          true;
      case STRING_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          NUMERIC_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN,
          NUMERIC_GREATER_THAN_EQUALS,
          DATE_EQUALS,
          DATE_LESS_THAN,
          DATE_LESS_THAN_EQUALS,
          DATE_GREATER_THAN,
          DATE_GREATER_THAN_EQUALS,
          BOOL,
          BINARY_EQUALS,
          IP_ADDRESS,
          ARN_EQUALS,
          ARN_LIKE,
          NULL,
          UNKNOWN ->
          false;
    };
  }

  static Comparison named(String name) {
    return BY_NAME.getOrDefault(name, UNKNOWN);
  }

  /** Kinds of values. */
  public enum Family {
    STRING,
    NUMERIC,
    DATE,
    BOOL,
    BINARY,
    IP,
    ARN,
    NULL,
    UNKNOWN
  }
}
