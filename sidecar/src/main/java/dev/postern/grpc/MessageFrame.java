package dev.postern.grpc;

import java.util.Arrays;

/**
 * Puts together the only message of a unary call from the pieces that arrive: a flag, a length of
 * four bytes, the message. What is longer than allowed is known from the length, and never kept.
 */
final class MessageFrame {
  private static final int HEAD = 5;

  private final int most;
  private final byte[] head = new byte[HEAD];
  private int headLength;
  private byte[] message = new byte[0];
  private int length;
  private long announced;
  private State state = State.OPEN;

  MessageFrame(int most) {
    this.most = most;
  }

  /** Takes what arrived. */
  State take(byte[] chunk) {
    int at = 0;
    while (at < chunk.length && state == State.OPEN) {
      if (headLength < HEAD) {
        head[headLength++] = chunk[at++];
        if (headLength == HEAD) {
          state = headRead();
        }
      } else {
        int fits = (int) Math.min(announced - length, chunk.length - at);
        if (fits == 0) {
          state = State.BROKEN; // a second message
        } else {
          append(chunk, at, fits);
          at += fits;
        }
      }
    }
    return state;
  }

  /** There is no more: whole, or broken. */
  State end() {
    if (state == State.OPEN) {
      state = headLength == HEAD && length == announced ? State.WHOLE : State.BROKEN;
    }
    return state;
  }

  /** The message, when it is whole. */
  byte[] message() {
    return message.length == length ? message : Arrays.copyOf(message, length);
  }

  private State headRead() {
    announced =
        (head[1] & 0xffL) << 24 | (head[2] & 0xffL) << 16 | (head[3] & 0xffL) << 8 | head[4] & 0xff;
    return switch (head[0]) {
      case 0 -> announced > most ? State.TOO_LARGE : State.OPEN;
      case 1 -> State.COMPRESSED;
      default -> State.BROKEN;
    };
  }

  /** Room grows with what arrives, not with what is announced. */
  private void append(byte[] chunk, int from, int count) {
    if (length + count > message.length) {
      long wanted = Math.max(length + count, Math.min(announced, message.length * 2L));
      message = Arrays.copyOf(message, (int) wanted);
    }
    System.arraycopy(chunk, from, message, length, count);
    length += count;
  }

  /** How far the message is. */
  enum State {
    OPEN,
    WHOLE,
    TOO_LARGE,
    COMPRESSED,
    /** Cut off, more than one message, or an unknown flag. */
    BROKEN
  }
}
