package dev.postern.engine;

import dev.postern.model.ContextValue;
import dev.postern.policy.Fingerprint;
import java.util.Arrays;

/**
 * A key being written as text, part by part; used again and again. Each part is framed, so that no
 * two sequences of parts give the same text. Text is the form that is copied, hashed and compared
 * fastest, and that takes one byte for each of its characters where these are Latin.
 */
final class KeyText {
  private static final int ABSENT = 0;
  private static final int AMBIGUOUS = 1;
  private static final int PRESENT = 2;

  private char[] chars = new char[1024];
  private int length;

  KeyText clear() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  /** Adds a number below 256. */
  KeyText mark(int small) {
    reserve(1);
    chars[length++] = (char) small;
    return this;
  }

  KeyText add(String text) {
    int size = text.length();
    count(size);
    reserve(size);
    text.getChars(0, size, chars, length);
    length += size;
    return this;
  }

  KeyText add(long number) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      chars[length++] = (char) (number >>> shift & 0xFF);
    }
    return this;
  }

  KeyText add(Fingerprint print) {
    return add(print.a()).add(print.b()).add(print.c()).add(print.d());
  }

  KeyText add(ContextValue value) {
    switch (value) {
      case ContextValue.Absent absent -> mark(ABSENT);
      case ContextValue.Ambiguous ambiguous -> mark(AMBIGUOUS);
      case ContextValue.Present present -> {
        mark(PRESENT);
        int values = present.values().size();
        count(values);
        for (int i = 0; i < values; i++) {
          add(present.values().get(i));
        }
      }
    }
    return this;
  }

  /** Adds text that {@link #finish} gave, as it is. */
  KeyText addFinished(String text) {
    reserve(text.length());
    text.getChars(0, text.length(), chars, length);
    length += text.length();
    return this;
  }

  String finish() {
    return new String(chars, 0, length);
  }

  /** Seven bits a character, the lowest first. */
  private void count(int number) {
    int rest = number;
    while (rest >= 0x80) {
      mark(0x80 | rest & 0x7F);
      rest >>>= 7;
    }
    mark(rest);
  }

  private void reserve(int more) {
    if (chars.length - length < more) {
      chars = Arrays.copyOf(chars, Math.max(2 * chars.length, length + more));
    }
  }
}
