package dev.postern.syntax;

import dev.postern.model.CaseFold;
import java.util.Collection;

/** Guesses which known word was meant. */
public final class Nearest {
  private static final int FARTHEST = 2;
  private static final int LONGEST = 64;

  private Nearest() {}

  /** A mend: the known word within two edits, ignoring case; else all of them. */
  public static String mend(String word, Collection<String> known) {
    String best = "";
    int least = FARTHEST + 1;
    for (String candidate : known) {
      int distance = distance(CaseFold.fold(word), CaseFold.fold(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty()
        ? "known are: " + String.join(", ", known)
        : "did you mean `" + best + "`?";
  }

  private static int distance(String a, String b) {
    if (a.length() > LONGEST) {
      return FARTHEST + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
