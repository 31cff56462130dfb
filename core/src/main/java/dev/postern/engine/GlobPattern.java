package dev.postern.engine;

import dev.postern.model.CaseFold;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A glob, as symbols: a code point stands for itself, negative numbers are wildcards. Runs that
 * follow each other are one run, so that a pattern has one form.
 */
final class GlobPattern {
  /** `*`: any run of characters, also none. */
  static final int ANY_RUN = -1;

  /** `*` inside a field of an ARN: any run without a colon. */
  static final int FIELD_RUN = -2;

  /** `?`: exactly one character. */
  static final int ANY_CHAR = -3;

  /** `?` inside a field of an ARN: one character that is not a colon. */
  static final int FIELD_CHAR = -4;

  private final int[] symbols;

  GlobPattern(int[] symbols, int length) {
    this.symbols = Arrays.copyOf(symbols, length);
  }

  /** The symbols; not to be changed. */
  int[] symbols() {
    return symbols;
  }

  /** Whether a symbol is a run. */
  static boolean isRun(int symbol) {
    return symbol == ANY_RUN || symbol == FIELD_RUN;
  }

  /** Whether one character fits one symbol; for a run, whether it may be part of it. */
  static boolean fits(int symbol, int codePoint) {
    return switch (symbol) {
      case ANY_RUN, ANY_CHAR -> true;
      case FIELD_RUN, FIELD_CHAR -> codePoint != ':';
      default -> symbol == codePoint;
    };
  }

  /** The same pattern over folded text. */
  GlobPattern folded() {
    int[] folds = new int[symbols.length];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = symbols[i] < 0 ? symbols[i] : CaseFold.fold(symbols[i]);
    }
    return new GlobPattern(folds, folds.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GlobPattern pattern && Arrays.equals(symbols, pattern.symbols);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(symbols);
  }

  @Override
  public String toString() {
    return print(symbols, 0);
  }

  /**
   * `**` for a run, `*` for a run without colon, `??` and `?` for single characters; a literal of
   * these is escaped.
   */
  static String print(int[] symbols, int from) {
    StringBuilder out = new StringBuilder();
    for (int i = from; i < symbols.length; i++) {
      switch (symbols[i]) {
        case ANY_RUN -> out.append("**");
        case FIELD_RUN -> out.append('*');
        case ANY_CHAR -> out.append("??");
        case FIELD_CHAR -> out.append('?');
        case '*', '?', '\\' -> out.append('\\').append((char) symbols[i]);
        default -> out.appendCodePoint(symbols[i]);
      }
    }
    return out.toString();
  }
}
