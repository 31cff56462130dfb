package dev.postern.files;

import dev.postern.text.JsonPath;
import dev.postern.text.Place;

/**
 * From counts of code points to lines and columns; fast while they grow. Lines end with a line
 * feed, columns count UTF-16 units, as everywhere.
 */
final class Offsets {
  private final String text;
  private int codePoints;
  private int offset;
  private int line = 1;
  private int lineStart;

  Offsets(String text) {
    this.text = text;
  }

  Place place(String source, JsonPath path, int index) {
    if (index < codePoints) {
      codePoints = 0;
      offset = 0;
      line = 1;
      lineStart = 0;
    }
    while (codePoints < index && offset < text.length()) {
      if (text.charAt(offset) == '\n') {
        line++;
        lineStart = offset + 1;
      }
      offset += Character.charCount(text.codePointAt(offset));
      codePoints++;
    }
    return new Place(source, path, line, offset - lineStart + 1);
  }
}
