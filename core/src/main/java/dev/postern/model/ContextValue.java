package dev.postern.model;

import java.util.List;

/** What a request holds under one context key. */
public sealed interface ContextValue {

  /** The key is absent. */
  ContextValue ABSENT = new Absent();

  /** Two keys of the request are equal ignoring case. */
  ContextValue AMBIGUOUS = new Ambiguous();

  /** A key with one value. */
  static ContextValue of(String value) {
    return new Present(List.of(value));
  }

  /** A key with these values, which may be none. */
  static ContextValue of(List<String> values) {
    return new Present(values);
  }

  /** The key is absent. */
  record Absent() implements ContextValue {}

  /** The key stands twice, differing by case alone. */
  record Ambiguous() implements ContextValue {}

  /**
   * The key is present.
   *
   * @param values its values as text, in order; may be empty
   */
  record Present(List<String> values) implements ContextValue {
    public Present {
      values = List.copyOf(values);
    }
  }
}
