package dev.postern.grpc;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The messages of {@code grpc.health.v1}. */
final class HealthMessages {
  private static final int SERVICE_TAG = 1 << 3 | 2;
  private static final byte STATUS_TAG = 1 << 3;

  private HealthMessages() {}

  /** The service asked about, empty for the server as a whole; no value if the bytes are broken. */
  static Optional<String> service(byte[] request) {
    CodedInputStream input = CodedInputStream.newInstance(request);
    try {
      String service = "";
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        if (tag == SERVICE_TAG) {
          service = new String(input.readByteArray(), StandardCharsets.UTF_8);
        } else if (!input.skipField(tag)) {
          return Optional.empty();
        }
      }
      return Optional.of(service);
    } catch (IOException e) {
      return Optional.empty(); // the only thing to say of such bytes is that they are no message
    }
  }

  static byte[] response(Serving serving) {
    return new byte[] {STATUS_TAG, (byte) serving.number()};
  }

  /** {@code HealthCheckResponse.ServingStatus}. */
  enum Serving {
    SERVING(1),
    NOT_SERVING(2),
    SERVICE_UNKNOWN(3);

    private final int number;

    Serving(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
