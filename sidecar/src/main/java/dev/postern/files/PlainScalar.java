package dev.postern.files;

import java.util.regex.Pattern;

/** What a plain scalar is by the JSON schema of YAML 1.2 (chapter 10.2), text for all the rest. */
enum PlainScalar {
  NULL,
  TRUTH,
  NUMBER,
  ENDLESS_NUMBER,
  TEXT;

  /** Longest number that is read, in characters; what JSON texts are held to as well. */
  static final int LONGEST_NUMBER = 1000;

  private static final Pattern NUMBER_TEXT =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");

  static PlainScalar of(String value) {
    return switch (value) {
      case "", "null" -> NULL;
      case "true", "false" -> TRUTH;
      default -> {
        if (!NUMBER_TEXT.matcher(value).matches()) {
          yield TEXT;
        }
        yield value.length() > LONGEST_NUMBER ? ENDLESS_NUMBER : NUMBER;
      }
    };
  }
}
