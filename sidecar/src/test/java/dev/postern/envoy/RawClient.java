package dev.postern.envoy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that sends a request target and headers byte for byte as it is told. */
final class RawClient {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final int port;

  RawClient(int port) {
    this.port = port;
  }

  /**
   * Sends one request on a connection of its own.
   *
   * @param line method and target, for example {@code GET /reports/2026}
   * @param headers each {@code name: value}
   */
  Response send(String line, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(line).append(" HTTP/1.1\r\nhost: app.example\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return Response.of(answer.toString(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * An answer.
   *
   * @param status 200, 403, …
   * @param headers each {@code name: value}, names in lower case
   * @param body as text
   */
  record Response(int status, List<String> headers, String body) {
    static Response of(String text) {
      int end = text.indexOf("\r\n\r\n");
      String[] lines = text.substring(0, end).split("\r\n");
      List<String> headers = new ArrayList<>(List.of(lines).subList(1, lines.length));
      return new Response(
          Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }

    /** The headers that the application saw with this name. */
    List<String> seen(String name) {
      return body.lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .toList();
    }
  }
}
