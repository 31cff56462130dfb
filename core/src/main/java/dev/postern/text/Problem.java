package dev.postern.text;

/**
 * Something wrong with a text, for the person who wrote it.
 *
 * @param severity whether the text can be used all the same
 * @param place where
 * @param message what is wrong, lower case, user text in backticks
 * @param mend what to do about it
 * @param excerpt the line of the text, or empty where there is none to show
 */
public record Problem(Severity severity, Place place, String message, String mend, String excerpt) {
  private static final int WIDEST = 120;

  /** A problem that makes the text unusable. */
  public static Problem error(Source source, Place place, String message, String mend) {
    return new Problem(Severity.ERROR, place, message, mend, source.line(place.line()));
  }

  /** A problem that leaves the text usable. */
  public static Problem warning(Source source, Place place, String message, String mend) {
    return new Problem(Severity.WARNING, place, message, mend, source.line(place.line()));
  }

  /** Whether this problem makes the text unusable. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Several lines: place and message, the line with a caret below, the mend. */
  public String print() {
    StringBuilder out = new StringBuilder();
    out.append(place)
        .append(": ")
        .append(severity.word())
        .append(": ")
        .append(message)
        .append('\n');
    if (!excerpt.isEmpty()) {
      int start = Math.max(0, Math.min(place.column() - 1 - WIDEST / 2, excerpt.length() - WIDEST));
      int end = Math.min(excerpt.length(), start + WIDEST);
      String shown = excerpt.substring(start, end).replace('\t', ' ');
      out.append("    ").append(shown).append('\n');
      int caret = Math.max(0, Math.min(place.column() - 1 - start, shown.length()));
      out.append("    ").append(" ".repeat(caret)).append("^\n");
    }
    if (!mend.isEmpty()) {
      out.append("    mend: ").append(mend).append('\n');
    }
    return out.toString();
  }

  /** How bad it is. */
  public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
