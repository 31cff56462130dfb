package dev.postern.documents;

import java.util.Optional;

/** Account ids. */
final class Accounts {
  private static final int DIGITS = 12;

  private Accounts() {}

  static boolean isId(String text) {
    return text.length() == DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The account id under a name; empty if there is none, with a problem if it is no id. */
  static Optional<String> read(Fields fields, String name, Problems problems) {
    Optional<String> text = fields.text(name);
    if (text.isPresent() && !isId(text.get())) {
      problems.error(
          fields.place(name),
          "`" + text.get() + "` is no account id (N-1.4)",
          "write 12 digits in quotes");
      return Optional.empty();
    }
    return text;
  }
}
