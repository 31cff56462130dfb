package dev.postern;

import com.google.protobuf.CodedOutputStream;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks as Envoy sends them, framed for gRPC: a few callers, hosts, paths and headers. */
final class WarmUpMessages {
  private static final List<String> PATHS =
      List.of("/", "/reports/2026?format=csv", "/orders/17/items/3", "/a%20b");
  private static final Map<String, String> HEADERS =
      Map.of("user-agent", "warm-up", "accept", "*/*", "x-request-id", "warm-up");

  private WarmUpMessages() {}

  /**
   * One message for each caller and path.
   *
   * @param callers principals as text (N-2.3)
   */
  static List<Buffer> of(List<String> callers) {
    List<Buffer> messages = new ArrayList<>();
    for (String caller : callers) {
      for (String path : PATHS) {
        byte[] message = message(caller, path);
        messages.add(
            Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message));
      }
    }
    return messages;
  }

  /** A {@code envoy.service.auth.v3.CheckRequest}. */
  private static byte[] message(String caller, String path) {
    byte[] http =
        bytes(out -> {
          out.writeString(2, "GET");
          for (Map.Entry<String, String> header : HEADERS.entrySet()) {
            out.writeByteArray(3, entry(header.getKey(), header.getValue()));
          }
          out.writeString(4, path);
          out.writeString(5, "example.com");
          out.writeString(6, "https");
          out.writeString(10, "HTTP/2");
        });
    byte[] attributes =
        bytes(out -> {
          out.writeByteArray(4, bytes(request -> request.writeByteArray(2, http)));
          out.writeByteArray(10, entry("postern.principal", caller));
        });
    return bytes(out -> out.writeByteArray(1, attributes));
  }

  private static byte[] entry(String key, String value) {
    return bytes(out -> {
      out.writeString(1, key);
      out.writeString(2, value);
    });
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writing.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }
}
