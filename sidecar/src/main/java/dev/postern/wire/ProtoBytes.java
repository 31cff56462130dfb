package dev.postern.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes protobuf messages from front to back. A nested message is begun, written, ended: one byte
 * is kept for its length, and what follows is moved if the length needs more.
 */
final class ProtoBytes {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private byte[] bytes = new byte[512];
  private int length;

  /** Begins a nested message; the result is for {@link #end}. */
  int begin(int field) {
    varint(field << 3 | LENGTH_DELIMITED);
    reserve(1);
    return length++;
  }

  /** Ends the nested message that was begun last. */
  void end(int mark) {
    int size = length - mark - 1;
    int extra = varintSize(size) - 1;
    if (extra > 0) {
      reserve(extra);
      System.arraycopy(bytes, mark + 1, bytes, mark + 1 + extra, size);
    }
    length = mark;
    varint(size);
    length += size;
  }

  /** A field of type string. */
  void text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(field << 3 | LENGTH_DELIMITED);
    varint(utf8.length);
    raw(utf8);
  }

  /** A field of type int32, uint32, bool or enum; never negative. */
  void number(int field, int value) {
    varint(field << 3 | VARINT);
    varint(value);
  }

  /** A field of type double. */
  void real(int field, double value) {
    varint(field << 3 | FIXED64);
    reserve(8);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[length++] = (byte) (bits >>> (8 * i));
    }
  }

  /** What was written before, elsewhere. */
  void raw(byte[] encoded) {
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void varint(int value) {
    reserve(5);
    int rest = value;
    while (rest > 0x7f) {
      bytes[length++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private static int varintSize(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
