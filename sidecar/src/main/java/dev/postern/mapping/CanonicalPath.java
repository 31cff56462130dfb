package dev.postern.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/**
 * The path of a request, said in one way (E-4.1 to E-4.8). Proxy, decision point and application
 * must not read a path differently, so whatever two of them could read differently is refused, and
 * what is left is decoded exactly once. One module for all doors (E-4.9).
 */
public sealed interface CanonicalPath {

  /**
   * A path that everybody reads alike.
   *
   * @param path decoded; begins with a slash, or is {@code *}
   * @param raw as sent
   */
  record Clear(String path, String raw) implements CanonicalPath {}

  /** There is no path: nothing was sent, or the authority of a CONNECT (E-4.4). */
  record None() implements CanonicalPath {}

  /**
   * The path is refused (E-4.7).
   *
   * @param reason the first class of E-4.6 that it falls into
   */
  record Ambiguous(PathClass reason) implements CanonicalPath {}

  /**
   * Reads the path of a request target.
   *
   * @param method as sent; decides what {@code *} and an authority mean (E-4.3)
   * @param target up to the query, without it; text that is not UTF-8 holds U+FFFD
   * @param maxBytes longest path (class l)
   */
  static CanonicalPath of(String method, String target, int maxBytes) {
    if (target.isEmpty()) {
      return new None();
    }
    if (target.equals("*") && method.equals("OPTIONS")) {
      return new Clear("*", "*");
    }
    if (method.equals("CONNECT") && target.charAt(0) != '/') {
      return new None();
    }
    if (isPlain(target) && target.length() <= maxBytes) {
      return new Clear(target, target);
    }
    String raw = withoutAuthority(target);
    if (raw.length() > maxBytes || raw.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      return new Ambiguous(PathClass.TOO_LONG);
    }
    Set<PathClass> classes = EnumSet.noneOf(PathClass.class);
    String path = decode(raw, classes);
    return classes.isEmpty()
        ? new Clear(path, raw)
        : new Ambiguous(classes.iterator().next()); // in the order of the letters
  }

  /**
   * Whether a path is its own canonical form without a further look: origin form, ASCII letters and
   * digits, {@code - _ ~}, and dots that begin no segment; no segment is empty. Most paths are.
   */
  private static boolean isPlain(String target) {
    char before = ' ';
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean ordinary =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '~'
              || (c == '.' && before != '/')
              || (c == '/' && before != '/');
      if (!ordinary) {
        return false;
      }
      before = c;
    }
    return target.charAt(0) == '/';
  }

  /** The absolute form without scheme and authority (E-4.3); any other target as it is. */
  private static String withoutAuthority(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 1 || !isScheme(target, scheme)) {
      return target;
    }
    for (int i = scheme + 3; i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '#' || target.charAt(i) == '\\') {
        return target.substring(i);
      }
    }
    return "/";
  }

  private static boolean isScheme(String target, int end) {
    for (int i = 0; i < end; i++) {
      char c = target.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !other)) {
        return false;
      }
    }
    return true;
  }

  private static String decode(String raw, Set<PathClass> classes) {
    if (raw.charAt(0) != '/') {
      classes.add(PathClass.NOT_ORIGIN);
    }
    if (raw.indexOf('\uFFFD') >= 0) {
      classes.add(PathClass.NOT_UTF8);
    }
    byte[] sent = raw.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[sent.length];
    int length = 0;
    for (int i = 0; i < sent.length; i++) {
      int b = sent[i];
      if (b == '%') {
        b = escaped(sent, i);
        if (b < 0) {
          classes.add(PathClass.BAD_ESCAPE);
          b = '%';
        } else {
          judgeEscaped(b, classes);
          i += 2;
        }
      } else {
        judgeLiteral(b, classes);
      }
      decoded[length++] = (byte) b;
    }
    segments(raw, classes);
    return text(decoded, length, classes);
  }

  /** The byte that an escape stands for; -1 if it is none. */
  private static int escaped(byte[] sent, int at) {
    if (at + 2 >= sent.length) {
      return -1;
    }
    int high = hex(sent[at + 1]);
    int low = hex(sent[at + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hex(int b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    if (b >= 'a' && b <= 'f') {
      return b - 'a' + 10;
    }
    return b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
  }

  private static void judgeEscaped(int b, Set<PathClass> classes) {
    switch (b) {
      case '/', '\\' -> classes.add(PathClass.ENCODED_SLASH);
      case ';' -> classes.add(PathClass.PARAMETER);
      default -> {
        if (b < ' ' || b == 0x7F) {
          classes.add(PathClass.CONTROL);
        }
      }
    }
  }

  private static void judgeLiteral(int b, Set<PathClass> classes) {
    switch (b) {
      case '\\' -> classes.add(PathClass.BACKSLASH);
      case ';' -> classes.add(PathClass.PARAMETER);
      case '#' -> classes.add(PathClass.FRAGMENT);
      default -> {
        if ((b >= 0 && b < ' ') || b == 0x7F) {
          classes.add(PathClass.CONTROL);
        }
      }
    }
  }

  /** Classes c and d. */
  private static void segments(String raw, Set<PathClass> classes) {
    int start = raw.startsWith("/") ? 1 : 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('/', start);
      if (end < 0) {
        end = raw.length();
      } else if (end == start) {
        classes.add(PathClass.EMPTY_SEGMENT);
      }
      if (isDots(raw, start, end)) {
        classes.add(PathClass.DOT_SEGMENT);
      }
      start = end + 1;
    }
  }

  /** Whether a segment is one or two dots, each literal or encoded. */
  private static boolean isDots(String raw, int start, int end) {
    int dots = 0;
    int at = start;
    while (at < end) {
      if (raw.charAt(at) == '.') {
        at++;
      } else if (raw.regionMatches(true, at, "%2e", 0, 3) && at + 3 <= end) {
        at += 3;
      } else {
        return false;
      }
      dots++;
    }
    return dots == 1 || dots == 2;
  }

  private static String text(byte[] decoded, int length, Set<PathClass> classes) {
    for (int i = 0; i + 2 < length; i++) {
      if (decoded[i] == '%' && escaped(decoded, i) >= 0) {
        classes.add(PathClass.DOUBLE_ENCODING);
      }
    }
    try {
      String path =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(decoded, 0, length))
              .toString();
      for (int i = 0; i < path.length(); i++) {
        if (path.charAt(i) >= 0x80 && path.charAt(i) < 0xA0) {
          classes.add(PathClass.CONTROL);
        }
      }
      return path;
    } catch (CharacterCodingException e) {
      classes.add(PathClass.NOT_UTF8);
      return "";
    }
  }
}
