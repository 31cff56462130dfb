package dev.postern.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of content, compared in full. */
public record Fingerprint(long a, long b, long c, long d) {

  /** `sha256:` and 64 hex digits. */
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d);
    return "sha256:" + HexFormat.of().formatHex(bytes.array());
  }

  /**
   * Takes content part by part; each part is framed, so that no two sequences of parts are alike.
   */
  public static final class Digester {
    private final MessageDigest digest;

    public Digester() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /** Adds a text. */
    public Digester add(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
      add(bytes.length);
      digest.update(bytes);
      return this;
    }

    /** Adds a number, for example the length of a list. */
    public Digester add(int number) {
      digest.update(ByteBuffer.allocate(4).putInt(number).array());
      return this;
    }

    /** Adds the fingerprint of a part. */
    public Digester add(Fingerprint part) {
      digest.update(
          ByteBuffer.allocate(32)
              .putLong(part.a)
              .putLong(part.b)
              .putLong(part.c)
              .putLong(part.d)
              .array());
      return this;
    }

    /** The fingerprint of all that was added; starts anew. */
    public Fingerprint finish() {
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
      return new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
  }
}
