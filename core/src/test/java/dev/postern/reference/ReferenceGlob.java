package dev.postern.reference;

import java.util.ArrayList;
import java.util.List;

/** Wildcard matching by a table over code points: no backtracking, no cleverness. */
final class ReferenceGlob {
  private ReferenceGlob() {}

  /** One step of a pattern. */
  sealed interface Step {
    /** This character and no other. */
    record Literal(int codePoint) implements Step {}

    /** Any run of characters, also none; colons among them or not. */
    record Run(Colons colons) implements Step {}

    /** One character; it may be a colon or not. */
    record One(Colons colons) implements Step {}
  }

  /** Whether a wildcard matches colons. */
  enum Colons {
    MATCHED,
    NOT_MATCHED
  }

  /** A plain glob: `*` any run, `?` any one character. */
  static List<Step> glob(String pattern) {
    List<Step> steps = new ArrayList<>();
    pattern
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '*' -> steps.add(new Step.Run(Colons.MATCHED));
            case '?' -> steps.add(new Step.One(Colons.MATCHED));
            default -> steps.add(new Step.Literal(c));
          }
        });
    return steps;
  }

  /** Text in which `*` and `?` mean themselves. */
  static List<Step> literal(String text) {
    return text.codePoints().mapToObj(c -> (Step) new Step.Literal(c)).toList();
  }

  /** Whether the steps match the whole text. */
  static boolean matches(List<Step> steps, String text) {
    int[] characters = text.codePoints().toArray();
    // reachable[j]: the steps so far match the first j characters.
    boolean[] reachable = new boolean[characters.length + 1];
    reachable[0] = true;
    for (Step step : steps) {
      boolean[] next = new boolean[characters.length + 1];
      for (int j = 0; j <= characters.length; j++) {
        next[j] =
            switch (step) {
              case Step.Literal(int c) -> j > 0 && reachable[j - 1] && characters[j - 1] == c;
              case Step.One(Colons colons) ->
                  j > 0 && reachable[j - 1] && takes(colons, characters[j - 1]);
              case Step.Run(Colons colons) ->
                  reachable[j] || (j > 0 && next[j - 1] && takes(colons, characters[j - 1]));
            };
      }
      reachable = next;
    }
    return reachable[characters.length];
  }

  private static boolean takes(Colons colons, int character) {
    return colons == Colons.MATCHED || character != ':';
  }
}
