package dev.postern.text;

/**
 * A place in a text.
 *
 * @param source name of the text: a file name, or for a text inside a text the place of the outer
 *     one
 * @param path which value
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 units
 */
public record Place(String source, JsonPath path, int line, int column) {
  /** `file:line:column ($.path)`. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column + " (" + path + ")";
  }
}
