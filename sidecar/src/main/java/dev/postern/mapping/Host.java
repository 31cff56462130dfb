package dev.postern.mapping;

/**
 * The host of a request: lower case, without a single trailing dot, the port apart (E-4.10).
 *
 * @param name the canonical name; as it is where it is none that can stand in an ARN
 * @param port digits; empty if none was sent
 */
public record Host(String name, String port) {

  /** Reads {@code Host} or {@code :authority}. */
  public static Host of(String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon >= 0 && colon + 1 < text.length() && isDigits(text, colon + 1);
    String name = lowerCase(hasPort ? text.substring(0, colon) : text);
    if (name.length() > 1 && name.endsWith(".") && !name.endsWith("..")) {
      name = name.substring(0, name.length() - 1);
    }
    return new Host(name, hasPort ? text.substring(colon + 1) : "");
  }

  /** Whether the name can be a part of a resource: it ends no field and begins no other (N-5.3). */
  public boolean isPlain() {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == 0x7F || c == '\uFFFD' || ":/\\?#@%".indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** ASCII alone: no other letter becomes an ASCII one, so no two hosts become the same. */
  private static String lowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        return lowerCase(text.toCharArray());
      }
    }
    return text;
  }

  private static String lowerCase(char[] letters) {
    for (int i = 0; i < letters.length; i++) {
      if (isUpper(letters[i])) {
        letters[i] = (char) (letters[i] + ('a' - 'A'));
      }
    }
    return new String(letters);
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigits(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
