package dev.postern.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The query of a request target, split at {@code &}, then at the first {@code =}, then decoded;
 * {@code +} is a blank (E-4.11).
 *
 * @param parameters in order
 */
public record Query(List<Parameter> parameters) {
  /** No query, or an empty one. */
  public static final Query NONE = new Query(List.of());

  public Query {
    parameters = List.copyOf(parameters);
  }

  /** One parameter, decoded. */
  public record Parameter(String name, String value) {}

  /**
   * Why a query is refused: a bad escape (class h), text that is not UTF-8 (class j), or more than
   * is read (class l).
   *
   * @param raw without the question mark
   */
  public static Optional<PathClass> defect(String raw, int maxBytes, int maxParameters) {
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    int parameters = 1;
    boolean plain = true;
    boolean escapes = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      plain &= c < 0x80 && c != '%';
      if (c == '&') {
        parameters++;
      } else if (c == '%') {
        escapes &= i + 2 < raw.length() && isEscape(raw, i);
      }
    }
    if (parameters > maxParameters
        || raw.length() > maxBytes
        || (!plain && raw.getBytes(StandardCharsets.UTF_8).length > maxBytes)) {
      return Optional.of(PathClass.TOO_LONG);
    }
    if (!escapes) {
      return Optional.of(PathClass.BAD_ESCAPE);
    }
    if (!plain && (raw.indexOf('\uFFFD') >= 0 || decode(raw).isEmpty())) {
      return Optional.of(PathClass.NOT_UTF8);
    }
    return Optional.empty();
  }

  /** Reads a query without {@link #defect}. */
  public static Query read(String raw) {
    if (raw.isEmpty()) {
      return NONE;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String part : raw.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters.add(new Parameter(decode(name).orElse(name), decode(value).orElse(value)));
      }
    }
    return new Query(parameters);
  }

  private static boolean isEscape(String raw, int at) {
    return Character.digit(raw.charAt(at + 1), 16) >= 0
        && Character.digit(raw.charAt(at + 2), 16) >= 0
        && raw.charAt(at + 1) < 128
        && raw.charAt(at + 2) < 128;
  }

  private static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text.replace('+', ' '));
    }
    byte[] sent = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[sent.length];
    int length = 0;
    for (int i = 0; i < sent.length; i++) {
      byte b = sent[i];
      if (b == '+') {
        b = ' ';
      } else if (b == '%' && i + 2 < sent.length) {
        b = (byte) (Character.digit(sent[i + 1], 16) << 4 | Character.digit(sent[i + 2], 16));
        i += 2;
      }
      decoded[length++] = b;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(decoded, 0, length))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
