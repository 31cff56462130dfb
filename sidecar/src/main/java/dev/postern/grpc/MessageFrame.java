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

  /** A message with its frame, not compressed. */
  static byte[] of(byte[] message) {
    byte[] framed = new byte[HEAD + message.length];
    framed[1] = (byte) (message.length >>> 24);
    framed[2] = (byte) (message.length >>> 16);
    framed[3] = (byte) (message.length >>> 8);
    framed[4] = (byte) message.length;
    System.arraycopy(message, 0, framed, HEAD, message.length);
    return framed;
  }

  /** Takes what arrived. A first piece with the whole message in it is not copied bit by bit. */
  State take(byte[] chunk) {
    int at = 0;
    if (headLength == 0 && chunk.length >= HEAD) {
      System.arraycopy(chunk, 0, head, 0, HEAD);
      headLength = HEAD;
      state = headRead();
      at = HEAD;
      if (state == State.OPEN && chunk.length - HEAD == announced) {
        message = Arrays.copyOfRange(chunk, HEAD, chunk.length);
        length = message.length;
        return state;
      }
    }
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
