package dev.postern.text;

/**
 * A named text.
 *
 * @param name how errors call it
 * @param text the whole of it
 */
public record Source(String name, String text) {

  /** The text of a line, without its end; empty if there is no such line. */
  public String line(int number) {
    int start = 0;
    for (int line = 1; line < number; line++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
