package dev.postern.engine;

import dev.postern.model.CaseFold;
import java.util.Random;

/** What a glob means, by the table of all prefixes of pattern and text; and random ones to ask. */
final class GlobOracle {
  /**
   * Few characters, so that they meet: the colon, letters with and without another case, one whose
   * fold is ASCII (the Kelvin sign), supplementary ones, half of a pair.
   */
  private static final int[] CHARACTERS = {
    'a', 'a', 'b', 'A', ':', ':', 'k', 0x212A, 0xE9, 0xC9, 0x1F600, 0x10400, 0x10428, 0xD83D
  };

  private static final int[] WILDCARDS = {
    GlobPattern.ANY_RUN, GlobPattern.FIELD_RUN, GlobPattern.ANY_CHAR, GlobPattern.FIELD_CHAR
  };

  private GlobOracle() {}

  static boolean matches(GlobPattern pattern, String text) {
    int[] symbols = pattern.symbols();
    int[] characters = text.codePoints().toArray();
    boolean[] row = new boolean[characters.length + 1];
    row[0] = true;
    for (int symbol : symbols) {
      boolean[] next = new boolean[row.length];
      boolean run = symbol == GlobPattern.ANY_RUN || symbol == GlobPattern.FIELD_RUN;
      next[0] = run && row[0];
      for (int i = 0; i < characters.length; i++) {
        boolean fits =
            switch (symbol) {
              case GlobPattern.ANY_RUN, GlobPattern.ANY_CHAR -> true;
              case GlobPattern.FIELD_RUN, GlobPattern.FIELD_CHAR -> characters[i] != ':';
              default -> symbol == characters[i];
            };
        next[i + 1] = run ? row[i + 1] || (fits && next[i]) : fits && row[i];
      }
      row = next;
    }
    return row[characters.length];
  }

  static boolean matchesIgnoringCase(GlobPattern folded, String text) {
    return matches(folded, CaseFold.fold(text));
  }

  /** A pattern in which every third symbol or so is a wildcard. */
  static GlobPattern pattern(Random random, int longest) {
    GlobBuffer buffer = new GlobBuffer();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(3) == 0) {
        buffer.wildcard(WILDCARDS[random.nextInt(WILDCARDS.length)]);
      } else {
        buffer.literal(Character.toString(CHARACTERS[random.nextInt(CHARACTERS.length)]));
      }
    }
    return buffer.toPattern();
  }

  static String text(Random random, int longest) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(longest + 1);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  /** A text that the pattern is likely to match. */
  static String text(Random random, GlobPattern near) {
    StringBuilder text = new StringBuilder();
    for (int symbol : near.symbols()) {
      switch (symbol) {
        case GlobPattern.ANY_RUN, GlobPattern.FIELD_RUN -> text.append(text(random, 3));
        case GlobPattern.ANY_CHAR, GlobPattern.FIELD_CHAR ->
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        default ->
            text.appendCodePoint(
                random.nextInt(20) == 0
                    ? CHARACTERS[random.nextInt(CHARACTERS.length)]
                    : random.nextInt(4) == 0 ? Character.toUpperCase(symbol) : symbol);
      }
    }
    return text.toString();
  }

  /** Reads `**`, `*`, `??` and `?` as {@link GlobPattern#print} writes them. */
  static GlobPattern glob(String printed) {
    GlobBuffer buffer = new GlobBuffer();
    for (int i = 0; i < printed.length(); i++) {
      char c = printed.charAt(i);
      boolean twice = i + 1 < printed.length() && printed.charAt(i + 1) == c;
      switch (c) {
        case '*' -> buffer.wildcard(twice ? GlobPattern.ANY_RUN : GlobPattern.FIELD_RUN);
        case '?' -> buffer.wildcard(twice ? GlobPattern.ANY_CHAR : GlobPattern.FIELD_CHAR);
        default -> buffer.literal(c);
      }
      if (twice && (c == '*' || c == '?')) {
        i++;
      }
    }
    return buffer.toPattern();
  }
}
