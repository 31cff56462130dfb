package dev.postern.wire;

import java.util.Locale;

/** Header changes that overwrite, the only kind that is safe in every Envoy (E-10). */
final class HeaderMutation {
  private static final int LONGEST_VALUE = 16_384;
  private static final String TOKEN = "!#$%&'*+-.^_`|~";
  private static final int HEADER = 1;
  private static final int APPEND = 2;
  private static final int APPEND_ACTION = 3;
  private static final int KEEP_EMPTY_VALUE = 4;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int OVERWRITE_IF_EXISTS_OR_ADD = 2;

  private HeaderMutation() {}

  /** A {@code HeaderValueOption} with both {@code append} and {@code append_action} (E-10.1). */
  static void overwrite(ProtoBytes out, int field, String name, String value) {
    int option = out.begin(field);
    int header = out.begin(HEADER);
    out.text(KEY, name);
    out.text(VALUE, value);
    out.end(header);
    out.end(out.begin(APPEND)); // a BoolValue that is there and false
    out.number(APPEND_ACTION, OVERWRITE_IF_EXISTS_OR_ADD);
    if (value.isEmpty()) {
      out.number(KEEP_EMPTY_VALUE, 1);
    }
    out.end(option);
  }

  /** Whether a text can be the value of a header: no control character, not too long (E-7.9). */
  static boolean isValue(String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        return false;
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes <= LONGEST_VALUE;
  }

  /**
   * Checks the name of a request header to be changed.
   *
   * @throws IllegalArgumentException if it is no token, or a header that is never changed
   */
  static void checkName(String name) {
    if (name.isEmpty() || !name.chars().allMatch(HeaderMutation::isToken)) {
      throw new IllegalArgumentException("`" + name + "` is not the name of a header");
    }
    if (name.toLowerCase(Locale.ROOT).equals("host")) {
      throw new IllegalArgumentException("the header `" + name + "` is never changed");
    }
  }

  private static boolean isToken(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || TOKEN.indexOf(c) >= 0;
  }
}
