package dev.postern.engine;

/**
 * Matches one glob against one text, in time proportional to pattern length times text length at
 * worst.
 *
 * <p>Walks the text once with the set of pattern positions that are possible so far. A run that
 * takes any character makes all positions before it pointless, since whatever goes on from them
 * goes on from the run too; so the set stays as small as the distance between two such runs. Not
 * for use by two threads at once.
 */
final class GlobMatcher {
  private int[] now = new int[64];
  private int[] next = new int[64];
  private int[] seen = new int[64];
  private int stamp;
  private long steps;

  /** How many positions were looked at so far. */
  long steps() {
    return steps;
  }

  boolean matches(GlobPattern pattern, String text) {
    return matches(pattern.symbols(), pattern.symbols().length, text);
  }

  boolean matches(GlobBuffer pattern, String text) {
    return matches(pattern.symbols(), pattern.length(), text);
  }

  private boolean matches(int[] symbols, int length, String text) {
    int at = 0;
    int position = 0;
    while (position < length && symbols[position] >= 0) {
      if (at == text.length()) {
        return false;
      }
      int codePoint = text.codePointAt(at);
      if (codePoint != symbols[position]) {
        return false;
      }
      at += Character.charCount(codePoint);
      position++;
    }
    if (position == length) {
      return at == text.length();
    }
    if (position == length - 1 && symbols[position] == GlobPattern.ANY_RUN) {
      return true;
    }
    return walk(symbols, length, position, text, at);
  }

  private boolean walk(int[] symbols, int length, int position, String text, int start) {
    reserve(length + 1);
    int floor = -1;
    int size = add(symbols, length, position, now, 0);
    int at = start;
    while (at < text.length() && size > 0) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      stamp++;
      steps += size;
      for (int i = 0; i < size; i++) {
        if (now[i] < length && symbols[now[i]] == GlobPattern.ANY_RUN) {
          floor = Math.max(floor, now[i]);
        }
      }
      if (floor == length - 1) {
        return true;
      }
      int count = 0;
      for (int i = 0; i < size; i++) {
        int p = now[i];
        if (p >= floor && p < length && GlobPattern.fits(symbols[p], codePoint)) {
          count = add(symbols, length, GlobPattern.isRun(symbols[p]) ? p : p + 1, next, count);
        }
      }
      int[] other = now;
      now = next;
      next = other;
      size = count;
    }
    for (int i = 0; i < size; i++) {
      if (now[i] == length) {
        return true;
      }
    }
    return false;
  }

  /** Adds a position and, where a run may be empty, the one after it. */
  private int add(int[] symbols, int length, int position, int[] set, int size) {
    int count = size;
    int p = position;
    while (seen[p] != stamp) {
      seen[p] = stamp;
      set[count++] = p;
      if (p == length || !GlobPattern.isRun(symbols[p])) {
        break;
      }
      p++;
    }
    return count;
  }

  private void reserve(int positions) {
    if (now.length < positions) {
      now = new int[positions * 2];
      next = new int[positions * 2];
      seen = new int[positions * 2];
      stamp = 0;
    }
    stamp++;
    if (stamp > Integer.MAX_VALUE - (1 << 20)) {
      seen = new int[seen.length];
      stamp = 1;
    }
  }
}
