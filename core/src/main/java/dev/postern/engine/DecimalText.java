package dev.postern.engine;

/**
 * Exact decimals as text: optional sign, digits, optional fraction. Compared where they
 * stand; nothing is allocated.
 */
final class DecimalText {
  private DecimalText() {}

  /** Whether the text is a decimal. */
  static boolean isDecimal(String text) {
    int i = signLength(text);
    int digits = digitsFrom(text, i);
    if (digits == i) {
      return false;
    }
    if (digits == text.length()) {
      return true;
    }
    return text.charAt(digits) == '.'
        && digits + 1 < text.length()
        && digitsFrom(text, digits + 1) == text.length();
  }

  /** The number, if the text is up to 18 digits and nothing else; -1 for every other text. */
  static long whole(String text) {
    int length = text.length();
    if (length == 0 || length > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Compares two decimals as numbers. */
  static int compare(String a, String b) {
    int signA = signum(a);
    int signB = signum(b);
    if (signA != signB) {
      return Integer.compare(signA, signB);
    }
    return signA * magnitude(a, b);
  }

  private static int magnitude(String a, String b) {
    int startA = significant(a);
    int startB = significant(b);
    int endA = digitsFrom(a, startA);
    int endB = digitsFrom(b, startB);
    if (endA - startA != endB - startB) {
      return Integer.compare(endA - startA, endB - startB);
    }
    for (int i = 0; i < endA - startA; i++) {
      int difference = a.charAt(startA + i) - b.charAt(startB + i);
      if (difference != 0) {
        return Integer.signum(difference);
      }
    }
    int longest = Math.max(a.length() - endA, b.length() - endB);
    for (int i = 1; i < longest; i++) {
      int difference = fractionDigit(a, endA + i) - fractionDigit(b, endB + i);
      if (difference != 0) {
        return Integer.signum(difference);
      }
    }
    return 0;
  }

  private static char fractionDigit(String text, int at) {
    return at < text.length() ? text.charAt(at) : '0';
  }

  private static int signum(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '1' && c <= '9') {
        return text.charAt(0) == '-' ? -1 : 1;
      }
    }
    return 0;
  }

  private static int significant(String text) {
    int i = signLength(text);
    while (i < text.length() && text.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int signLength(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
  }

  private static int digitsFrom(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
