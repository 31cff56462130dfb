package dev.postern.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision depends on, by content. Compared in full; the hash only finds the
 * place.
 */
public final class DecisionKey {
  private final List<Object> parts;
  private final int hash;
  private final int weight;

  /**
   * A key of these parts.
   *
   * @param parts immutable values with {@code equals} by content
   */
  public DecisionKey(List<Object> parts) {
    this.parts = List.copyOf(parts);
    this.hash = this.parts.hashCode();
    int bytes = 64;
    for (Object part : this.parts) {
      bytes += 24 + (part instanceof String text ? 2 * text.length() : part.toString().length());
    }
    this.weight = bytes;
  }

  /** About how many bytes the key occupies. */
  int weight() {
    return weight;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecisionKey key && hash == key.hash && parts.equals(key.parts);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return parts.toString();
  }
}
