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

  /** Adds a pattern. */
  void append(GlobPattern pattern) {
    int[] more = pattern.symbols();
    if (more.length == 0) {
      return;
    }
    // only the first symbol can join what stands before it
    if (more[0] < 0) {
      wildcard(more[0]);
    } else if (more[0] < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      literal((char) more[0]);
    } else {
      add(more[0]);
    }
    reserve(more.length);
    System.arraycopy(more, 1, symbols, length, more.length - 1);
    length += more.length - 1;
    for (int i = 1; i < more.length; i++) {
      colons += more[i] == ':' ? 1 : 0;
    }
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
    reserve(1);
    symbols[length++] = symbol;
  }

  private void reserve(int more) {
    if (symbols.length - length < more) {
      symbols = Arrays.copyOf(symbols, Math.max(2 * symbols.length, length + more));
    }
  }
}
