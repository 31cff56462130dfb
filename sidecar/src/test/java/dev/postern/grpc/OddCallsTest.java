package dev.postern.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ListenerAddress;
import dev.postern.model.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client of gRPC sends, and sockets that are not TCP. */
@Timeout(60)
class OddCallsTest {
  private static final String CHECK = "/envoy.service.auth.v3.Authorization/Check";

  private Open open = new Open(Open.deciding(Verdict.ALLOWED));
  private HttpClient client = client(open);

  @AfterEach
  void close() {
    open.close();
  }

  @ParameterizedTest
  @CsvSource({
    "000000000201, 13, malformed, cut off",
    "0000, 13, malformed, half a head",
    "'', 13, malformed, no message",
    "00000000000000000000, 13, malformed, two messages",
    "0700000000, 13, malformed, unknown flag",
    "0100000000, 12, unimplemented, compressed",
    "00ffffffff, 8, too_large, four gigabytes announced",
    "0000010001, 8, too_large, one byte more than allowed",
  })
  @DisplayName("E-1.1 E-1.6 E-16.12 a call without exactly one whole message fails")
  void frame_odd_fails(String hex, String status, String kind, String why) {
    Answer answer = post(CHECK, hex, "application/grpc");
    assertThat(answer.grpcStatus()).as(why).isEqualTo(status);
    assertThat(open.errors(kind)).isEqualTo("1");
    assertThat(post(CHECK, "0000000000", "application/grpc").grpcStatus()).isEqualTo("0");
  }

  @Test
  @DisplayName("E-1.1 a compressed message is told what is accepted")
  void frame_compressed_isToldIdentity() {
    Answer answer = post(CHECK, "0100000000", "application/grpc");
    assertThat(answer.response().getHeader("grpc-accept-encoding")).isEqualTo("identity");
  }

  @Test
  @DisplayName("E-1.2 E-16.9 an answer has no content-length, a framed message, and trailers")
  void answer_always_isFramed() {
    Answer answer = post(CHECK, "0000000000", "application/grpc+proto");
    assertThat(answer.response().statusCode()).isEqualTo(200);
    assertThat(answer.response().getHeader("content-type")).isEqualTo("application/grpc");
    assertThat(answer.response().getHeader("content-length")).isNull();
    assertThat(answer.response().getTrailer("grpc-status")).isEqualTo("0");
    assertThat(answer.body().getByte(0)).isZero();
    assertThat(answer.body().getInt(1)).isEqualTo(answer.body().length() - 5).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/envoy.service.auth.v2.Authorization/Check",
        "/",
        "/x?" + CHECK,
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
      })
  @DisplayName("E-1.1 E-1.9 an unknown method is UNIMPLEMENTED; there is no v2, no reflection")
  void path_unknown_isUnimplemented(String path) {
    assertThat(post(path, "0000000000", "application/grpc").grpcStatus()).isEqualTo("12");
    assertThat(open.errors("unimplemented")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/grpcx", "text/plain"})
  @DisplayName("E-1.1 what is not gRPC is refused in terms of HTTP")
  void contentType_other_is415(String contentType) {
    Answer answer = post(CHECK, "0000000000", contentType);
    assertThat(answer.response().statusCode()).isEqualTo(415);
  }

  @Test
  @DisplayName("E-1.4 a deadline within the margin is given up at once")
  void deadline_withinMargin_isGivenUp() {
    Answer answer = post(CHECK, "0000000000", "application/grpc", "grpc-timeout", "5000u");
    assertThat(answer.grpcStatus()).isEqualTo("4");
    assertThat(open.errors("deadline")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10S", "99999999H", "99999999M", "1", "S", "-1S", "123456789n", "1x"})
  @DisplayName("E-1.4 a deadline that is far, or no deadline, changes nothing")
  void deadline_farOrUnreadable_changesNothing(String timeout) {
    Answer answer = post(CHECK, "0000000000", "application/grpc", "grpc-timeout", timeout);
    assertThat(answer.grpcStatus()).isEqualTo("0");
  }

  @Test
  @DisplayName("E-1.5 a call that is reset is counted as cancelled and never as a decision")
  void call_reset_isCancelled() throws InterruptedException {
    HttpClientRequest request = request(CHECK);
    request.putHeader("content-type", "application/grpc").setChunked(true);
    Open.await(request.write(Buffer.buffer(new byte[] {0, 0, 0})));
    Open.await(request.reset(8));
    ExtAuthzDoorTest.eventually(() -> open.errors("cancelled").equals("1"));
    assertThat(post(CHECK, "0000000000", "application/grpc").grpcStatus()).isEqualTo("0");
    assertThat(open.errors("cancelled")).isEqualTo("1");
  }

  @Test
  @DisplayName("E-1.1 HTTP/1.1 is refused in plain words")
  void http1_isRefused() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", open.door.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST " + CHECK + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 505").contains("gRPC over HTTP/2");
    }
  }

  @Test
  @DisplayName("E-1.10 connections are counted; one more than allowed is closed")
  void connections_tooMany_areClosed() throws IOException, InterruptedException {
    close();
    open =
        new Open(
            Open.deciding(Verdict.ALLOWED),
            Open.settings(1000, 1),
            new ListenerAddress.Tcp("127.0.0.1", 0));
    client = client(open);
    assertThat(post(CHECK, "0000000000", "application/grpc").grpcStatus()).isEqualTo("0");
    try (Socket socket = new Socket("127.0.0.1", open.door.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      try {
        socket.getInputStream().readAllBytes(); // ends, for the server closes
      } catch (java.net.SocketException e) {
        assertThat(e).hasMessageContaining("reset");
      }
    }
    assertThat(open.count("postern_shed_total{door=\"grpc\",kind=\"overload\"}")).isEqualTo("1");
    assertThat(post(CHECK, "0000000000", "application/grpc").grpcStatus()).isEqualTo("0");
  }

  @Test
  @DisplayName("E-1.8 the door listens on a Unix socket")
  void unixSocket_isServed(@TempDir Path folder) {
    String path = folder.resolve("authz.sock").toString();
    assertThat(servedOn(new ListenerAddress.UnixPath(path), path)).isEqualTo("0");
  }

  @Test
  @DisplayName("E-1.8 the door listens on an abstract Unix socket")
  void abstractSocket_isServed() {
    String name = "postern-" + UUID.randomUUID();
    assertThat(servedOn(new ListenerAddress.UnixAbstract(name), "\0" + name)).isEqualTo("0");
  }

  private String servedOn(ListenerAddress address, String path) {
    try (Open unix = new Open(Open.deciding(Verdict.ALLOWED), Open.SETTINGS, address)) {
      HttpClient over = client(unix);
      HttpClientRequest request =
          Open.await(
              over.request(
                  new RequestOptions()
                      .setServer(SocketAddress.domainSocketAddress(path))
                      .setMethod(HttpMethod.POST)
                      .setHost("localhost")
                      .setPort(80)
                      .setURI(CHECK)));
      return send(request, "0000000000", "application/grpc").grpcStatus();
    }
  }

  private static HttpClient client(Open open) {
    return open.vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false));
  }

  private HttpClientRequest request(String path) {
    return Open.await(client.request(HttpMethod.POST, open.door.port(), "127.0.0.1", path));
  }

  private Answer post(String path, String hex, String contentType, String... headers) {
    HttpClientRequest request = request(path);
    for (int i = 0; i < headers.length; i += 2) {
      request.putHeader(headers[i], headers[i + 1]);
    }
    return send(request, hex, contentType);
  }

  private static Answer send(HttpClientRequest request, String hex, String contentType) {
    request.putHeader("content-type", contentType);
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    return Open.await(
        request
            .send(Buffer.buffer(bytes))
            .compose(response -> response.body().map(body -> new Answer(response, body))));
  }

  private record Answer(HttpClientResponse response, Buffer body) {
    String grpcStatus() {
      String status = response.getHeader("grpc-status");
      return status == null ? String.valueOf(response.getTrailer("grpc-status")) : status;
    }
  }
}
