package dev.postern.policy;

import java.util.List;

/**
 * The principal element of a statement.
 *
 * @param sense `Principal`, `NotPrincipal`, or neither
 * @param entries what it lists; `"*"` is the entry `*` of kind AWS
 */
public record Principals(Sense sense, List<Entry> entries) {
  /** The statement has no principal element. */
  public static final Principals UNSTATED = new Principals(Sense.UNSTATED, List.of());

  public Principals {
    entries = List.copyOf(entries);
  }

  /** One principal as written. */
  public record Entry(Kind kind, String text) {}

  /** The keys that a principal object may have. */
  public enum Kind {
    AWS("AWS"),
    SERVICE("Service"),
    FEDERATED("Federated"),
    CANONICAL_USER("CanonicalUser");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As written in a policy. */
    public String text() {
      return text;
    }
  }
}
