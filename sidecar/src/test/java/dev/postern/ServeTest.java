package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern serve} as a process (N-1.9, N-1.10, N-7.1, N-7.4, N-8.1, N-8.4, E-15.1). */
class ServeTest {
  private static final String ALICE =
      """
      AccountId: "111122223333"
      UserDetailList:
        - UserName: alice
          UserPolicyList:
            - PolicyName: read
              PolicyDocument:
                Version: 2012-10-17
                Statement: [{Effect: Allow, Action: "s3:Get*", Resource: "arn:aws:s3:::reports/*"}]
      """;
  private static final String CHECK =
      """
      {"principal":"arn:aws:iam::111122223333:user/alice","action":"s3:%s",
       "resource":"arn:aws:s3:::reports/x"}
      """;

  @TempDir private Path root;
  private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("data"));
    Files.writeString(folder.resolve("a.yaml"), ALICE);
  }

  @Test
  void aServer_saysThatItIsReady_answers_andEndsInOrder() throws Exception {
    try (ChildProcess server = serve()) {
      String ready = server.line("postern ready: ");
      assertThat(ready)
          .matches(
              "postern ready: api=127\\.0\\.0\\.1:[1-9][0-9]*"
                  + " ext-authz-grpc=127\\.0\\.0\\.1:[1-9][0-9]*"
                  + " operation=127\\.0\\.0\\.1:[1-9][0-9]* snapshot=sha256:[0-9a-f]{64}"
                  + " accounts=1 users=1 roles=0 policies=1");
      assertThat(get(ready, "/health/ready").statusCode()).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        assertThat(check(ready, "GetObject")).contains("\"allowed\":true");
      }
      assertThat(check(ready, "PutObject")).contains("\"decision\":\"implicitDeny\"");
      assertThat(get(ready, "/status").body())
          .contains("\"state\":\"ready\"")
          .contains("\"error\":null")
          .contains("\"name\":\"api\"");
      assertThat(get(ready, "/metrics").body())
          .contains("postern_checks_total{decision=\"allowed\",door=\"api\",reason=\"policy\"} 20")
          .contains("postern_snapshot_epoch 1");
      server.terminate();
      assertThat(server.exitCode()).isZero();
      assertThat(server.err()).contains("info  dev.postern: ended");
      assertThat(server.out().lines()).hasSize(1);
    }
  }

  @Test
  void aRequestInFlight_isAnsweredBeforeTheEnd() throws Exception {
    try (ChildProcess server = serve()) {
      String ready = server.line("postern ready: ");
      byte[] body = CHECK.formatted("GetObject").getBytes(StandardCharsets.UTF_8);
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port(ready, "api")));
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST /v1/check HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                    + "content-length: "
                    + body.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body, 0, 10);
        out.flush();
        TimeUnit.MILLISECONDS.sleep(300);
        server.terminate();
        TimeUnit.MILLISECONDS.sleep(500);
        out.write(body, 10, body.length - 10);
        out.flush();
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200")
            .contains("\"allowed\":true");
      }
      assertThat(server.exitCode()).isZero();
    }
  }

  @Test
  void aRequestThatNeverEnds_doesNotKeepTheServerPastTheGracePeriod() throws Exception {
    try (ChildProcess server = serve("--set", "grace-period=1s")) {
      String ready = server.line("postern ready: ");
      try (Socket socket = new Socket("127.0.0.1", port(ready, "api"))) {
        socket
            .getOutputStream()
            .write(
                "POST /v1/check HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
        TimeUnit.MILLISECONDS.sleep(300);
        long begun = System.nanoTime();
        server.terminate();
        assertThat(server.exitCode()).isZero();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isBetween(500L, 8000L);
      }
    }
  }

  @Test
  void aChange_isServed_andABrokenOneIsNot() throws Exception {
    try (ChildProcess server = serve()) {
      String ready = server.line("postern ready: ");
      assertThat(check(ready, "PutObject")).contains("\"allowed\":false");
      Files.writeString(folder.resolve("a.yaml"), ALICE.replace("s3:Get*", "s3:Put*"));
      server.complaint("epoch 2");
      assertThat(check(ready, "PutObject")).contains("\"allowed\":true").contains("\"epoch\":2");
      Files.writeString(folder.resolve("b.json"), "{");
      server.complaint("the change is not taken up");
      assertThat(check(ready, "PutObject")).contains("\"allowed\":true").contains("\"epoch\":2");
      assertThat(get(ready, "/health/ready").statusCode()).isEqualTo(200);
      assertThat(get(ready, "/status").body())
          .contains("\"state\":\"degraded\"")
          .contains("b.json:1:2");
      assertThat(get(ready, "/metrics").body())
          .contains("postern_reloads_total{result=\"refused\"} 1.0");
    }
  }

  @Test
  void brokenFiles_areFatalAtStart_allOfThemTold() throws Exception {
    Files.writeString(folder.resolve("b.json"), "{\"a\" 1}");
    Files.writeString(folder.resolve("c.yaml"), "a: b: c");
    try (ChildProcess server = serve()) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.out()).isEmpty();
      assertThat(server.err())
          .contains("b.json:1:6 ($")
          .contains("c.yaml:1:5 ($")
          .contains("         ^")
          .contains("postern: the policy files have errors")
          .doesNotContain("Exception");
    }
  }

  @Test
  void brokenFiles_onRequest_keepTheServerUp_notReady_untilTheyAreRight() throws Exception {
    Files.writeString(folder.resolve("b.json"), "{");
    int port = freePort();
    try (ChildProcess server =
        serve("--allow-broken-start", "--set", "listeners.operation.address=127.0.0.1:" + port)) {
      server.complaint("nothing is loaded");
      String operation = "operation=127.0.0.1:" + port;
      waitForPort(port);
      assertThat(get(operation, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(operation, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(get(operation, "/status").body())
          .contains("\"state\":\"loading\"")
          .contains("\"snapshot\":null")
          .contains("b.json");
      Files.delete(folder.resolve("b.json"));
      String ready = server.line("postern ready: ");
      assertThat(get(ready, "/health/ready").statusCode()).isEqualTo(200);
      assertThat(check(ready, "GetObject")).contains("\"allowed\":true");
    }
  }

  @Test
  void anEmptyFolder_isFatalAtStart() throws Exception {
    Files.delete(folder.resolve("a.yaml"));
    try (ChildProcess server = serve()) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.err()).contains("holds no policy files");
    }
  }

  @Test
  void aPortInUse_isFatal_andNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
        ChildProcess server =
            serve("--set", "listeners.api.address=127.0.0.1:" + taken.getLocalPort())) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.out()).isEmpty();
      assertThat(server.err())
          .contains(
              "postern: cannot listen at 127.0.0.1:"
                  + taken.getLocalPort()
                  + " (api): the address is in use")
          .doesNotContain("Exception");
    }
  }

  @Test
  void aUnixSocket_isServed_andALeftoverIsNoHindrance() throws Exception {
    Path socket = root.resolve("api.sock");
    String[] more = {"--set", "listeners.api.address=unix:" + socket};
    try (ChildProcess first = serve(more)) {
      assertThat(first.line("postern ready: ")).contains("api=unix:" + socket);
      assertThat(unixCheck(socket)).contains("\"allowed\":true");
      try (ChildProcess second = serve(more)) {
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("the address is in use");
      }
      first.kill();
    }
    assertThat(socket).exists();
    try (ChildProcess third = serve(more)) {
      third.line("postern ready: ");
      assertThat(unixCheck(socket)).contains("\"allowed\":true");
      third.terminate();
      assertThat(third.exitCode()).isZero();
    }
  }

  @Test
  void theReadyLine_asJson() throws Exception {
    try (ChildProcess server = serve("--json", "--set", "log.format=json")) {
      assertThat(server.line("{"))
          .startsWith("{\"state\":\"ready\",\"listeners\":{\"api\":\"127.0.0.1:")
          .endsWith("\"counts\":{\"accounts\":1,\"users\":1,\"roles\":0,\"policies\":1}}");
      server.terminate();
      assertThat(server.exitCode()).isZero();
      assertThat(server.err().lines())
          .isNotEmpty()
          .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("\"}"));
    }
  }

  private ChildProcess serve(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--data",
                folder.toString(),
                "--set",
                "listeners.operation.address=127.0.0.1:0",
                "--set",
                "listeners.ext-authz-grpc.address=127.0.0.1:0",
                "--set",
                "listeners.api.address=127.0.0.1:0"));
    arguments.addAll(List.of(more));
    return ChildProcess.start(root, arguments.toArray(String[]::new));
  }

  private static int port(String ready, String listener) {
    Matcher matcher = Pattern.compile(listener + "=127\\.0\\.0\\.1:([0-9]+)").matcher(ready);
    assertThat(matcher.find()).as(ready).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private HttpResponse<String> get(String ready, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port(ready, "operation") + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String check(String ready, String action) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port(ready, "api") + "/v1/check");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(CHECK.formatted(action)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String unixCheck(Path socket) throws IOException {
    String body = CHECK.formatted("GetObject");
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          StandardCharsets.UTF_8.encode(
              "POST /v1/check HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                  + "content-type: application/json\r\ncontent-length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body));
      ByteBuffer answer = ByteBuffer.allocate(10_000);
      while (channel.read(answer) >= 0) {}
      return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void waitForPort(int port) throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    throw new AssertionError("nobody listens");
  }
}
