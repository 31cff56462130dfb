package dev.postern.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A deliberate fault.
 *
 * @param name what breaks
 * @param file below {@code src/main/java/dev/postern}
 * @param text stands in the file exactly once
 * @param replacement stands there instead
 */
record Mutant(String name, String file, String text, String replacement) {

  /**
   * The mutants of {@code mutants.txt}. An entry is a line {@code == file: what breaks}, the text,
   * a line {@code --}, and its replacement.
   */
  static List<Mutant> all() throws IOException {
    try (InputStream in = Mutant.class.getResourceAsStream("mutants.txt")) {
      if (in == null) {
        throw new IOException("mutants.txt is missing");
      }
      String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Mutant> mutants = new ArrayList<>();
      for (String entry : content.split("(?m)^== ", -1)) {
        if (!entry.isBlank() && !entry.startsWith("#")) {
          mutants.add(read(entry));
        }
      }
      return mutants;
    }
  }

  private static Mutant read(String entry) {
    int line = entry.indexOf('\n');
    int colon = entry.indexOf(": ");
    int cut = entry.indexOf("\n--\n");
    if (line < 0 || colon < 0 || colon > line || cut < 0) {
      throw new IllegalArgumentException("no mutant: " + entry);
    }
    return new Mutant(
        entry.substring(colon + 2, line),
        entry.substring(0, colon),
        entry.substring(line + 1, cut),
        entry.substring(cut + 4).stripTrailing());
  }

  /** The source with the fault in it. */
  String applyTo(String source) {
    int at = source.indexOf(text);
    if (at < 0 || source.indexOf(text, at + 1) >= 0) {
      throw new IllegalArgumentException(
          "the text of mutant `" + name + "` must stand exactly once in " + file + ": " + text);
    }
    return source.substring(0, at) + replacement + source.substring(at + text.length());
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
