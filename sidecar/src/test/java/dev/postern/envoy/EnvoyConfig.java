package dev.postern.envoy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The configuration of the tests' Envoy.
 *
 * @param authz address of the cluster that is asked, as Envoy writes it
 * @param app port of the application
 * @param headers how headers are sent to Postern
 * @param timeout how long Envoy waits for an answer
 */
record EnvoyConfig(String authz, int app, Headers headers, String timeout) {
  /** The setting {@code encode_raw_headers} (E-3.1). */
  enum Headers {
    RAW,
    JOINED
  }

  static String tcp(int port) {
    return "{socket_address: {address: 127.0.0.1, port_value: " + port + "}}";
  }

  static String pipe(String path) {
    return "{pipe: {path: \"" + path + "\"}}";
  }

  String yaml() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EnvoyConfig.class.getResourceAsStream("envoy.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("{{AUTHZ}}", authz)
          .replace("{{APP}}", Integer.toString(app))
          .replace("{{RAW}}", Boolean.toString(headers == Headers.RAW))
          .replace("{{TIMEOUT}}", timeout);
    }
  }
}
