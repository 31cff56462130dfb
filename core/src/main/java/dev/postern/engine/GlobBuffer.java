package dev.postern.engine;

import dev.postern.model.CaseFold;
import java.util.Arrays;

/**
 * A pattern being written, symbol by symbol; used again and again, so that substituting variables
 * allocates nothing.
 */
final class GlobBuffer {
  private int[] symbols = new int[256];
  private int length;
  private int colons;

  void clear() {
    length = 0;
    colons = 0;
  }

  /**
   * Adds a character that stands for itself; the two halves of a surrogate pair become one code
   * point.
   */
  void literal(char c) {
    if (c == ':') {
      colons++;
    }
    if (Character.isLowSurrogate(c)
        && length > 0
        && symbols[length - 1] >= Character.MIN_HIGH_SURROGATE
        && symbols[length - 1] <= Character.MAX_HIGH_SURROGATE) {
      symbols[length - 1] = Character.toCodePoint((char) symbols[length - 1], c);
      return;
    }
    add(c);
  }

  void literal(String text) {
    for (int i = 0; i < text.length(); i++) {
      literal(text.charAt(i));
    }
  }

  /** Adds a wildcard; a run next to a run joins it. */
  void wildcard(int symbol) {
    if (GlobPattern.isRun(symbol) && length > 0 && GlobPattern.isRun(symbols[length - 1])) {
      if (symbol == GlobPattern.ANY_RUN) {
        symbols[length - 1] = symbol;
      }
      return;
    }
    add(symbol);
  }

  /** How many literal colons were added. */
  int colons() {
    return colons;
  }

  /** Whether exactly this text was written. */
  boolean isText(String text) {
    int at = 0;
    for (int i = 0; i < length; i++) {
      if (at == text.length() || text.codePointAt(at) != symbols[i]) {
        return false;
      }
      at += Character.charCount(symbols[i]);
    }
    return at == text.length();
  }

  /** Likewise, ignoring case. */
  boolean isTextIgnoringCase(String text) {
    int at = 0;
    for (int i = 0; i < length; i++) {
      if (at == text.length()) {
        return false;
      }
      int codePoint = text.codePointAt(at);
      if (CaseFold.fold(codePoint) != CaseFold.fold(symbols[i])) {
        return false;
      }
      at += Character.charCount(codePoint);
    }
    return at == text.length();
  }

  int[] symbols() {
    return symbols;
  }

  int length() {
    return length;
  }

  GlobPattern toPattern() {
    return new GlobPattern(symbols, length);
  }

  private void add(int symbol) {
    if (length == symbols.length) {
      symbols = Arrays.copyOf(symbols, length * 2);
    }
    symbols[length++] = symbol;
  }
}
