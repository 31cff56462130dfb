package dev.postern.bench;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the requests that the load generator sends: `check.grpc` and `check.json`. */
public final class Requests {
  private Requests() {}

  /**
   * Writes both files.
   *
   * @param args folder, principal, action, resource
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String json =
        """
        {"principal": "%s", "action": "%s", "resource": "%s",
         "context": {"aws:SourceIp": "10.1.2.3", "aws:SecureTransport": true}}
        """
            .formatted(args[1], args[2], args[3]);
    Files.writeString(folder.resolve("check.json"), json);
    byte[] message = checkRequest(args[1], args[2], args[3]);
    ByteBuffer framed = ByteBuffer.allocate(5 + message.length);
    framed.put((byte) 0).putInt(message.length).put(message);
    Files.write(folder.resolve("check.grpc"), framed.array());
  }

  /** `envoy.service.auth.v3.CheckRequest` as Envoy would send it. */
  private static byte[] checkRequest(String principal, String action, String resource)
      throws IOException {
    byte[] http =
        message(out -> {
          text(out, 1, "7423465837465");
          text(out, 2, "GET");
          text(out, 4, "/orders/42?x=1");
          text(out, 5, "orders.example");
          text(out, 10, "HTTP/2");
          for (int i = 0; i < 12; i++) {
            int number = i;
            bytes(
                out,
                3,
                message(entry -> {
                  text(entry, 1, "x-header-" + number);
                  text(entry, 2, "the value of header number " + number);
                }));
          }
        });
    byte[] request = message(out -> bytes(out, 2, http));
    byte[] attributes =
        message(out -> {
          bytes(out, 4, request);
          extension(out, "postern.principal", principal);
          extension(out, "postern.action", action);
          extension(out, "postern.resource", resource);
        });
    return message(out -> bytes(out, 1, attributes));
  }

  private static void extension(CodedOutputStream out, String key, String value)
      throws IOException {
    bytes(
        out,
        10,
        message(entry -> {
          text(entry, 1, key);
          text(entry, 2, value);
        }));
  }

  private static void text(CodedOutputStream out, int field, String text) throws IOException {
    bytes(out, field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(CodedOutputStream out, int field, byte[] bytes) throws IOException {
    out.writeByteArray(field, bytes);
  }

  private static byte[] message(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    content.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }
}
