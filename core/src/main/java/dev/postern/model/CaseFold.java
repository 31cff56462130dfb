package dev.postern.model;

/**
 * Ignoring case, the one way it is done everywhere: code point by code point, independent of locale
 * . Two texts are equal ignoring case exactly if their folds are equal, which
 * is what {@link String#equalsIgnoreCase} says.
 */
public final class CaseFold {
  private CaseFold() {}

  /** The fold of a whole text; the same object if the text is its own fold. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return foldFrom(text, i);
      }
    }
    return text;
  }

  /** The fold of one code point. */
  public static int fold(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint;
    }
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  private static String foldFrom(String text, int start) {
    char[] folded = new char[text.length()];
    text.getChars(0, start, folded, 0);
    for (int i = start; i < folded.length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return foldBeyondAscii(text, folded, i);
      }
      folded[i] = (char) fold(c);
    }
    return new String(folded);
  }

  private static String foldBeyondAscii(String text, char[] begun, int start) {
    StringBuilder folded = new StringBuilder(text.length()).append(begun, 0, start);
    int at = start;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      folded.appendCodePoint(fold(codePoint));
      at += Character.charCount(codePoint);
    }
    return folded.toString();
  }
}
