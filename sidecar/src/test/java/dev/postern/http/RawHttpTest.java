package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ApiSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** N-2.8, N-2.9: clients that are odd, slow or hostile. */
class RawHttpTest {
  private static final String HEAD =
      "POST /v1/check HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
  private static final String BODY = Running.check("s3:GetObject");
  private static final String GOOD = HEAD + "content-length: " + BODY.length() + "\r\n\r\n" + BODY;

  private static Running running;

  @BeforeAll
  static void start() {
    running =
        new Running(
            World.decisionPoint(),
            new ApiSettings(
                65_536,
                1 << 20,
                1000,
                16,
                256,
                1024,
                2048,
                512,
                8192,
                ApiSettings.Explain.ON,
                Duration.ofMillis(800)),
            () -> true);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws Exception {
    String denied = Running.check("s3:Delete");
    String second = HEAD + "content-length: " + denied.length() + "\r\n\r\n" + denied;
    String last = GOOD.replace("host: x", "host: x\r\nconnection: close");
    String seen = running.raw(GOOD + second + "GET / HTTP/1.1\r\nhost: x\r\n\r\n" + last);
    assertThat(
            seen.replaceAll(
                "(?s)HTTP/1.1 (\\d+).*?(\"decision\":\"\\w+\"|\"type\").*?(?=HTTP|<)", "$1 $2;"))
        .isEqualTo(
            "200 \"decision\":\"allowed\";200 \"decision\":\"explicitDeny\";404 \"type\";200 \"decision\":\"allowed\";<closed>");
  }

  @Test
  void refusedRequestWithBody_leavesTheConnectionUsable() throws Exception {
    String refused =
        GOOD.replace("/v1/check ", "/v1/nothing ") + GOOD.replace("application/json", "text/plain");
    String last = GOOD.replace("host: x", "host: x\r\nconnection: close");
    assertThat(
            running
                .raw(refused + last)
                .replaceAll("(?s)HTTP/1.1 (\\d+).*?(?=HTTP/1|<closed)", "$1;"))
        .isEqualTo("404;415;200;<closed>");
  }

  @Test
  void twoContentLengths_areRefused() throws Exception {
    String before = running.count("postern_errors_total{door=\"api\",kind=\"malformed\"}");
    assertThat(running.raw(HEAD + "content-length: 5\r\ncontent-length: 6\r\n\r\n{}{}{}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json")
        .endsWith("<closed>");
    assertThat(running.raw(HEAD + "content-length: -1\r\n\r\n{}"))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("<closed>");
    assertThat(running.raw(HEAD + "content-length: 2x\r\n\r\n{}"))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("<closed>");
    assertThat(
            Double.parseDouble(
                running.count("postern_errors_total{door=\"api\",kind=\"malformed\"}")))
        .isEqualTo(Double.parseDouble(before) + 3);
  }

  @Test
  void lengthAndChunked_isNotTwoRequests() throws Exception {
    String smuggled =
        HEAD + "content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n" + GOOD;
    assertThat(running.raw(smuggled)).startsWith("HTTP/1.1 400 ").endsWith("<closed>");
  }

  @Test
  void badChunk_endsTheConnection() throws Exception {
    assertThat(running.raw(HEAD + "transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
        .doesNotContain("200 OK")
        .endsWith("<closed>");
  }

  @Test
  void longHead_isRefused() throws Exception {
    assertThat(running.raw("GET /" + "x".repeat(5000) + " HTTP/1.1\r\nhost: x\r\n\r\n"))
        .containsPattern("^HTTP/1.[01] 414 ")
        .endsWith("<closed>");
    assertThat(running.raw("GET / HTTP/1.1\r\nhost: x\r\nx: " + "x".repeat(17_000) + "\r\n\r\n"))
        .containsPattern("^HTTP/1.[01] 431 ")
        .endsWith("<closed>");
    assertThat(running.raw("\u0016\u0003\u0001 not HTTP at all\r\n\r\n")).endsWith("<closed>");
  }

  @Test
  void expectContinue_isAskedForOnlyWhereTheBodyIsWanted() throws Exception {
    String expecting = HEAD + "connection: close\r\nexpect: 100-continue\r\n";
    assertThat(running.raw(expecting + "content-length: 99999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    try (Socket socket = new Socket("127.0.0.1", running.door.port())) {
      socket.setSoTimeout(2000);
      socket
          .getOutputStream()
          .write(bytes(expecting + "content-length: " + BODY.length() + "\r\n\r\n"));
      byte[] interim = new byte[200];
      int n = socket.getInputStream().read(interim);
      assertThat(new String(interim, 0, n, StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 100 ");
      socket.getOutputStream().write(bytes(BODY));
      assertThat(Running.rest(socket)).startsWith("HTTP/1.1 200 ").contains("\"allowed\":true");
    }
  }

  @Test
  @DisplayName("a body that does not come whole is no check")
  void truncatedBody_isCountedAsCancelled() throws Exception {
    String before = running.count("postern_errors_total{door=\"api\",kind=\"cancelled\"}");
    try (Socket socket = new Socket("127.0.0.1", running.door.port())) {
      socket.getOutputStream().write(bytes(HEAD + "content-length: 500\r\n\r\n{\"principal\""));
    }
    eventually(() ->
        Double.parseDouble(running.count("postern_errors_total{door=\"api\",kind=\"cancelled\"}"))
            == Double.parseDouble(before) + 1);
  }

  @Test
  void slowBody_isCutOff() throws Exception {
    drips(HEAD + "content-length: 500\r\n\r\n");
  }

  @Test
  void slowBodyOverHttp2_endsItsStreamAlone() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + running.door.port() + "/v1/check");
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpRequest good =
          HttpRequest.newBuilder(uri)
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(BODY))
              .build();
      client.send(good, HttpResponse.BodyHandlers.ofString());
      HttpRequest slow =
          HttpRequest.newBuilder(uri)
              .header("content-type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(() ->
                      new java.io.InputStream() {
                        @Override
                        public int read() throws IOException {
                          try {
                            Thread.sleep(100);
                          } catch (InterruptedException e) {
                            throw new IOException(e);
                          }
                          return ' ';
                        }

                        @Override
                        public int read(byte[] buffer, int from, int length) throws IOException {
                          buffer[from] = (byte) read();
                          return 1;
                        }
                      }))
              .build();
      var answer = client.sendAsync(slow, HttpResponse.BodyHandlers.ofString());
      for (int i = 0; i < 100 && !answer.isDone(); i++) {
        Thread.sleep(50);
        HttpResponse<String> other = client.send(good, HttpResponse.BodyHandlers.ofString());
        assertThat(other.statusCode()).isEqualTo(200);
      }
      assertThat(answer).isCompletedExceptionally();
    }
  }

  @Test
  void slowHead_isCutOff() throws Exception {
    drips("POST /v1/check HTTP/1.1\r\nx-slow: ");
  }

  @Test
  void silence_isCutOff() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", running.door.port())) {
      socket.setSoTimeout(5000);
      assertThat(Running.rest(socket)).isEqualTo("<closed>");
    }
    try (Socket socket = new Socket("127.0.0.1", running.door.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(bytes(GOOD));
      assertThat(Running.rest(socket)).contains("\"allowed\":true").endsWith("<closed>");
    }
  }

  @Test
  void hugeBody_isAnsweredThenDropped() throws Exception {
    String seen = running.raw(HEAD + "content-length: 10000000\r\n\r\n" + "[".repeat(10_000_000));
    assertThat(seen).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void connections_whenAllAreClosed_areCountedAsNone() throws Exception {
    try (Running fresh = new Running()) {
      fresh.raw(GOOD.replace("host: x", "host: x\r\nconnection: close"));
      fresh.post("/v1/check", BODY);
      fresh.client.close();
      try (HttpClient second = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + fresh.door.port() + "/v1/check"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        for (int i = 0; i < 3; i++) {
          assertThat(second.send(request, HttpResponse.BodyHandlers.ofString()).version())
              .isEqualTo(HttpClient.Version.HTTP_2);
        }
        assertThat(fresh.count("postern_connections_active{door=\"api\"}")).isEqualTo("1.0");
      }
      eventually(() -> fresh.count("postern_connections_active{door=\"api\"}").equals("0.0"));
      assertThat(fresh.count("postern_connections_opened_total{door=\"api\"}")).isEqualTo("3.0");
    }
  }

  @Test
  @DisplayName("N-8.4: when the door drains, a request in flight is answered and no other is taken")
  void drain_answersWhatIsInFlight() throws Exception {
    try (Running fresh = new Running();
        Socket socket = new Socket("127.0.0.1", fresh.door.port())) {
      socket.setSoTimeout(5000);
      int half = GOOD.length() - 10;
      socket.getOutputStream().write(bytes(GOOD.substring(0, half)));
      Thread.sleep(200);
      var drained =
          fresh.door.drain(Duration.ofSeconds(5)).toCompletionStage().toCompletableFuture();
      Thread.sleep(200);
      assertThat(drained).isNotDone();
      socket.getOutputStream().write(bytes(GOOD.substring(half)));
      assertThat(Running.rest(socket)).contains("\"allowed\":true").endsWith("<closed>");
      drained.get();
      CompletableFuture<String> refused = CompletableFuture.supplyAsync(() -> tried(fresh));
      assertThat(refused.get()).isEqualTo("refused");
    }
  }

  private static String tried(Running server) {
    try {
      return server.raw(GOOD);
    } catch (IOException e) {
      return "refused";
    }
  }

  /** Sends a byte every tenth of a second after the beginning, until the server has had enough. */
  private static void drips(String beginning) throws Exception {
    long begun = System.nanoTime();
    try (Socket socket = new Socket("127.0.0.1", running.door.port())) {
      socket.getOutputStream().write(bytes(beginning));
      for (int i = 0; i < 100; i++) {
        Thread.sleep(100);
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      return;
    }
    throw new AssertionError("the server waited ten seconds");
  }

  private static void eventually(java.util.function.BooleanSupplier condition) throws Exception {
    for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
