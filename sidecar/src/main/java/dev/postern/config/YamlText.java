package dev.postern.config;

import dev.postern.text.JsonWriter;
import java.util.regex.Pattern;

/** Texts as YAML. */
final class YamlText {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9/][A-Za-z0-9_/.:@$-]*[A-Za-z0-9]|[A-Za-z0-9/]");

  private YamlText() {}

  /** A text, quoted if it needs to be. */
  static String scalar(String text) {
    return PLAIN.matcher(text).matches() ? text : JsonWriter.quote(text);
  }
}
