package dev.postern.syntax;

import java.util.Optional;

/** Malformed variables, which are literal text at evaluation (R-5.12). */
final class VariableFormat {
  private VariableFormat() {}

  /** What is wrong with the first malformed variable of a text. */
  static Optional<String> defect(String text) {
    int from = 0;
    int start = text.indexOf("${");
    while (start >= 0) {
      int close = text.indexOf('}', start);
      if (close < 0) {
        return Optional.of("a variable has no `}`");
      }
      int comma = text.indexOf(',', start);
      boolean defaulted = comma >= 0 && comma < close;
      String key = text.substring(start + 2, defaulted ? comma : close);
      if (key.isEmpty()) {
        return Optional.of("a variable has no name");
      }
      if (key.chars().anyMatch(c -> c == ' ' || c == '\'' || c == '{')) {
        return Optional.of("a variable has a blank, quote or brace in its name");
      }
      from = close + 1;
      if (defaulted) {
        int end = text.startsWith(", '", comma) ? text.indexOf("'}", comma + 3) : -1;
        if (end < 0) {
          return Optional.of("the default of a variable is not written `, 'text'`");
        }
        from = end + 2;
      }
      start = text.indexOf("${", from);
    }
    return Optional.empty();
  }
}
