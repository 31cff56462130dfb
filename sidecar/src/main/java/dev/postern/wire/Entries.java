package dev.postern.wire;

import dev.postern.model.CaseFold;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names with values, in order, as slices of the message they stand in. A name may stand more than
 * once.
 */
public final class Entries {
  private static final int SLOTS = 4;

  private final byte[] bytes;
  private int[] slices = new int[16 * SLOTS];
  private int count;

  Entries(byte[] bytes) {
    this.bytes = bytes;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The name at a place, as sent. */
  public String name(int index) {
    return text(slices[index * SLOTS], slices[index * SLOTS + 1]);
  }

  /** The value at a place; what is not UTF-8 is replaced (E-3.5). */
  public String value(int index) {
    return text(slices[index * SLOTS + 2], slices[index * SLOTS + 3]);
  }

  /**
   * The first place at or after {@code from} whose name folds ({@link CaseFold}) to the end of
   * {@code key} that begins at {@code offset}; -1 if there is none.
   */
  public int find(int from, String key, int offset) {
    for (int i = from; i < count; i++) {
      if (isNamed(i, key, offset)) {
        return i;
      }
    }
    return -1;
  }

  /** The last value of exactly this name; empty if there is none. */
  public String last(String name) {
    for (int i = count - 1; i >= 0; i--) {
      if (isExactly(i, name)) {
        return value(i);
      }
    }
    return "";
  }

  /** Whether exactly this name is there. */
  public boolean has(String name) {
    for (int i = 0; i < count; i++) {
      if (isExactly(i, name)) {
        return true;
      }
    }
    return false;
  }

  void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    int at = count * SLOTS;
    if (at == slices.length) {
      slices = Arrays.copyOf(slices, at * 2);
    }
    slices[at] = nameStart;
    slices[at + 1] = nameEnd;
    slices[at + 2] = valueStart;
    slices[at + 3] = valueEnd;
    count++;
  }

  int valueStart(int index) {
    return slices[index * SLOTS + 2];
  }

  int valueEnd(int index) {
    return slices[index * SLOTS + 3];
  }

  private int nameLength(int index) {
    return slices[index * SLOTS + 1] - slices[index * SLOTS];
  }

  /** Bytes below 0x80 are characters; a name with others is decoded. */
  private boolean isExactly(int index, String name) {
    int start = slices[index * SLOTS];
    int length = nameLength(index);
    for (int i = 0; i < length; i++) {
      byte b = bytes[start + i];
      if (b < 0) {
        return name(index).equals(name);
      }
      if (i >= name.length() || b != name.charAt(i)) {
        return false;
      }
    }
    return length == name.length();
  }

  private boolean isNamed(int index, String key, int offset) {
    int start = slices[index * SLOTS];
    int length = nameLength(index);
    for (int i = 0; i < length; i++) {
      byte b = bytes[start + i];
      if (b < 0) {
        return CaseFold.fold(name(index)).equals(key.substring(offset));
      }
      if (offset + i >= key.length() || CaseFold.fold(b) != key.charAt(offset + i)) {
        return false;
      }
    }
    return length == key.length() - offset;
  }

  private String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
