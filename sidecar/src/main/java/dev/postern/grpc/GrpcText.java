package dev.postern.grpc;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes the header {@code grpc-message}: printable ASCII, the rest percent-encoded. */
final class GrpcText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private GrpcText() {}

  static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b < 0x7f && b != '%') {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.toHexDigits(b));
      }
    }
    return out.toString();
  }
}
