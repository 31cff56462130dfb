package dev.postern;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that Envoy might send about a directory: some of its users and roles, and nobody in
 * particular, asking for some paths. Each a gRPC frame with an {@code
 * envoy.service.auth.v3.CheckRequest}, written by field number.
 */
final class WarmUpMessages {
  private static final int CALLERS = 8;
  private static final List<String> PATHS = List.of("/", "/orders", "/orders/17?full=true&page=2");

  private WarmUpMessages() {}

  static List<byte[]> of(Directory directory) {
    List<String> callers = new ArrayList<>(List.of("anonymous"));
    for (Account account : directory.accounts().values()) {
      account.users().keySet().stream().limit(CALLERS).forEach(callers::add);
      account.roles().values().stream().limit(CALLERS).forEach(role -> callers.add(role.arn()));
    }
    List<byte[]> frames = new ArrayList<>();
    for (String caller : callers.stream().limit(CALLERS).toList()) {
      for (String path : PATHS) {
        frames.add(frame(request(caller, path)));
      }
    }
    return frames;
  }

  private static byte[] frame(ByteString message) {
    return ByteBuffer.allocate(5 + message.size())
        .put((byte) 0)
        .putInt(message.size())
        .put(message.toByteArray())
        .array();
  }

  private static ByteString request(String caller, String path) {
    ByteString http =
        message(out -> {
          out.writeString(1, "1");
          out.writeString(2, "GET");
          out.writeBytes(3, entry("user-agent", "postern"));
          out.writeBytes(3, entry("x-request-id", "1"));
          out.writeString(4, path);
          out.writeString(5, "orders.example.com");
          out.writeString(6, "https");
          out.writeString(10, "HTTP/2");
        });
    ByteString address =
        message(out -> {
          out.writeString(2, "192.0.2.1");
          out.writeUInt32(3, 40_000);
        });
    ByteString peer =
        message(out -> out.writeBytes(1, message(inner -> inner.writeBytes(1, address))));
    ByteString attributes =
        message(out -> {
          out.writeBytes(1, peer);
          out.writeBytes(4, message(inner -> inner.writeBytes(2, http)));
          out.writeBytes(10, entry("postern.principal", caller));
        });
    return message(out -> out.writeBytes(1, attributes));
  }

  private static ByteString entry(String key, String value) {
    return message(out -> {
      out.writeString(1, key);
      out.writeString(2, value);
    });
  }

  private static ByteString message(Fields fields) {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteString();
  }

  /** Writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
