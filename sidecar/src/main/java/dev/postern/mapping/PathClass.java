package dev.postern.mapping;

/** What makes a path ambiguous: the classes of E-4.6, each of which refuses the request. */
public enum PathClass {
  ENCODED_SLASH('a', "an encoded slash or backslash"),
  BACKSLASH('b', "a backslash"),
  EMPTY_SEGMENT('c', "an empty segment"),
  DOT_SEGMENT('d', "a segment `.` or `..`"),
  PARAMETER('e', "a path parameter"),
  FRAGMENT('f', "a `#`"),
  CONTROL('g', "a control character"),
  BAD_ESCAPE('h', "a `%` without two hex digits"),
  DOUBLE_ENCODING('i', "an escape within an escape"),
  NOT_UTF8('j', "bytes that are not UTF-8"),
  NOT_ORIGIN('k', "no `/` at its beginning"),
  TOO_LONG('l', "more bytes or parameters than are read");

  private final char letter;
  private final String text;

  PathClass(char letter, String text) {
    this.letter = letter;
    this.text = text;
  }

  /** The letter of E-4.6. */
  public char letter() {
    return letter;
  }

  /** What such a path has, as people read it. */
  public String text() {
    return text;
  }
}
