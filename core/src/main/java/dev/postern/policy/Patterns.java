package dev.postern.policy;

import java.util.List;

/**
 * The action or resource element of a statement.
 *
 * @param sense `Action`/`Resource`, `NotAction`/`NotResource`, or neither
 * @param texts the patterns as written; empty if unstated
 */
public record Patterns(Sense sense, List<String> texts) {
  /** The statement has no such element. */
  public static final Patterns UNSTATED = new Patterns(Sense.UNSTATED, List.of());

  public Patterns {
    texts = List.copyOf(texts);
  }
}
