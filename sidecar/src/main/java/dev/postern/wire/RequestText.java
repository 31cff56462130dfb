package dev.postern.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request body, decoded: a piece of an array of characters, so that the items of a batch are read
 * where they stand.
 */
final class RequestText {
  private final char[] characters;
  private final int start;
  private final int end;

  /** The piece from start to end, exclusive, of an array that is not changed any more. */
  RequestText(char[] characters, int start, int end) {
    this.characters = characters;
    this.start = start;
    this.end = end;
  }

  /** Decodes UTF-8; empty if it is ill-formed (N-2.9). */
  static Optional<RequestText> decode(byte[] body) {
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return Optional.of(new RequestText(decoded.array(), 0, decoded.limit()));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The whole array; not to be changed. */
  char[] characters() {
    return characters;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Whether the piece has more than so many bytes as UTF-8. */
  boolean isLongerThan(int bytes) {
    if (end - start > bytes || (end - start) * 3L <= bytes) {
      return end - start > bytes;
    }
    long count = 0;
    for (int i = start; i < end; i++) {
      char c = characters[i];
      count += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return count > bytes;
  }

  @Override
  public String toString() {
    return new String(characters, start, end - start);
  }
}
