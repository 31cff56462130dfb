package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cache.DecisionCache;
import dev.postern.config.ApiSettings;
import dev.postern.config.ListenerAddress;
import dev.postern.directory.EvaluationSettings;
import dev.postern.pdp.PolicyDecisionPoint;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckDoorTest {
  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  @DisplayName("N-2.2: the answer is exactly these members, in 200 for allow and for deny")
  void check_allowedAndDenied_isAnsweredExactly() throws Exception {
    try (Running fresh = new Running()) {
      String snapshot = fresh.decisions.current().orElseThrow().id();
      HttpResponse<String> allowed = fresh.post("/v1/check", Running.check("s3:GetObject"));
      assertThat(allowed.statusCode()).isEqualTo(200);
      assertThat(allowed.headers().firstValue("content-type")).contains("application/json");
      assertThat(allowed.body().replaceAll("[0-9a-f]{32}", "ID"))
          .isEqualTo(
              "{\"decision_id\":\"ID\",\"allowed\":true,\"decision\":\"allowed\",\"reason\":\"policy\",\"cache\":\"miss\",\"snapshot\":\"SNAPSHOT\",\"epoch\":1}"
                  .replace("SNAPSHOT", snapshot.replaceAll("[0-9a-f]{32}", "ID")));
      HttpResponse<String> again = fresh.post("/v1/check", Running.check("s3:GetObject"));
      assertThat(again.body()).contains("\"allowed\":true").contains("\"cache\":\"hit\"");
      HttpResponse<String> denied = fresh.post("/v1/check", Running.check("s3:DeleteObject"));
      assertThat(denied.statusCode()).isEqualTo(200);
      assertThat(denied.body())
          .contains("\"allowed\":false,\"decision\":\"explicitDeny\",\"reason\":\"policy\"");
      HttpResponse<String> silent = fresh.post("/v1/check", Running.check("sqs:SendMessage"));
      assertThat(silent.body()).contains("\"allowed\":false,\"decision\":\"implicitDeny\"");
      assertThat(
              fresh.post("/v1/check", Running.check("s3:GetObject").replace("alice", "x")).body())
          .contains("\"decision\":\"implicitDeny\",\"reason\":\"unknown_principal\"");
    }
  }

  @Test
  @DisplayName("N-2.2: decision ids are never the same")
  void check_manyTimes_hasNewIds() throws Exception {
    Pattern id = Pattern.compile("\"decision_id\":\"([0-9a-f]{32})\"");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Matcher matcher = id.matcher(running.post("/v1/check", Running.check("s3:GetObject")).body());
      assertThat(matcher.find()).isTrue();
      assertThat(ids.add(matcher.group(1))).isTrue();
    }
  }

  @Test
  @DisplayName("N-2.8: a malformed request is 400 with all problems as RFC 9457 has it")
  void check_malformed_isProblemJson() throws Exception {
    HttpResponse<String> answer =
        running.post("/v1/check", "{\"action\":\"s3\",\"resource\":\"*\",\"x\":1}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"the request has 3 problems\",\"problems\":["
                + "{\"path\":\"/action\",\"detail\":\"`s3` is no action; write `service:Name` in letters, digits, `-`, `_`, `.`, without wildcards\"},"
                + "{\"path\":\"/x\",\"detail\":\"is no member of a check; remove it\"},"
                + "{\"path\":\"/principal\",\"detail\":\"is missing; say who asks\"}]}");
  }

  @Test
  @DisplayName("N-2.5, N-2.6: what the snapshot does not admit is 400 with pointers")
  void check_notAdmitted_isProblemJson() throws Exception {
    HttpResponse<String> answer =
        running.post(
            "/v1/check",
            """
            {"principal":"%s","action":"s3:GetObject","resource":"arn:aws:iam::111122223333:user/x",
             "resource_account":"222222222222","context":{"aws:principalarn":"x","aws:PrincipalTag/a":"b"}}\
            """
                .formatted(World.ALICE));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"path\":\"/context/aws:principalarn\"")
        .contains("\"path\":\"/context/aws:PrincipalTag~1a\"")
        .contains("\"path\":\"/resource_account\"");
  }

  @Test
  @DisplayName("N-2.4, N-2.5, N-2.11: reasons, the first that fits")
  void check_deniedWithoutPolicies_saysTheFirstReason() throws Exception {
    reason("arn:aws:iam::111122223333:user/nobody", "s3:GetObject", "*", "unknown_principal");
    reason("arn:aws:iam::999999999999:root", "s3:GetObject", "*", "unknown_principal");
    reason(
        "arn:aws:iam::111122223333:user/nobody", "sts:GetCallerIdentity", "*", "unknown_principal");
    reason(World.ALICE, "sts:GetCallerIdentity", "*", "cannot_deny");
    reason(
        "arn:aws:sts::111122223333:assumed-role/app/s",
        "sts:GetSessionToken",
        "*",
        "session_limit");
    reason("anonymous", "s3:GetObject", "arn:aws:s3:::b/k", "unknown_owner");
    reason("sns.amazonaws.com", "s3:GetObject", "*", "unknown_owner");
    reason("arn:aws:iam::111122223333:root", "s3:GetObject", "arn:aws:s3:::b/k", "policy");
  }

  private static void reason(String principal, String action, String resource, String reason)
      throws Exception {
    assertThat(
            running
                .post(
                    "/v1/check",
                    "{\"principal\":\"%s\",\"action\":\"%s\",\"resource\":\"%s\"}"
                        .formatted(principal, action, resource))
                .body())
        .contains("\"reason\":\"" + reason + "\"");
  }

  @Test
  @DisplayName("N-2.7: clock and MFA keys have defaults, and what the request says wins")
  void check_keysWithDefaults_areThereUnsaid() throws Exception {
    String request =
        "{\"principal\":{\"arn\":\""
            + World.ALICE
            + "\"%s},\"action\":\"iam:GetUser\",\"resource\":\"*\"%s}";
    assertThat(running.post("/v1/check", request.formatted("", "")).body())
        .contains("\"allowed\":false");
    assertThat(running.post("/v1/check", request.formatted(",\"temporary\":true", "")).body())
        .contains("\"allowed\":false");
    assertThat(running.post("/v1/check", request.formatted(",\"mfa_age\":60", "")).body())
        .contains("\"allowed\":true");
    assertThat(running.post("/v1/check", request.formatted(",\"mfa_age\":900", "")).body())
        .contains("\"allowed\":false");
    for (String said :
        new String[] {
          "\"aws:MultiFactorAuthAge\":900",
          "\"aws:multifactorauthpresent\":false",
          "\"aws:CurrentTime\":\"2019-01-01T00:00:00Z\"",
          "\"aws:EpochTime\":1500000000"
        }) {
      assertThat(
              running
                  .post(
                      "/v1/check",
                      request.formatted(",\"mfa_age\":60", ",\"context\":{" + said + "}"))
                  .body())
          .contains("\"allowed\":false");
    }
  }

  @Test
  @DisplayName("N-2.8: 404, 405 with Allow, 415")
  void request_ofAnotherKind_isRefusedInItsOwnWay() throws Exception {
    assertThat(running.post("/v1/nothing", "{}").statusCode()).isEqualTo(404);
    assertThat(running.post("/v1/check/", "{}").statusCode()).isEqualTo(404);
    assertThat(running.raw("GET /v1/check HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("allow: OPTIONS, POST");
    assertThat(running.raw("HEAD /v1/check HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .endsWith("\r\n\r\n<closed>");
    assertThat(running.raw("OPTIONS /v1/checks HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 204 ")
        .doesNotContainIgnoringCase("content-length")
        .containsIgnoringCase("allow: OPTIONS, POST");
    String body = Running.check("s3:GetObject");
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "json"}) {
      assertThat(running.post("/v1/check", body, "content-type", type).statusCode()).isEqualTo(415);
    }
    assertThat(
            running
                .post("/v1/check", body, "content-type", "application/json; charset=iso-8859-1")
                .statusCode())
        .isEqualTo(415);
    assertThat(running.post("/v1/check", body, "content-encoding", "gzip").statusCode())
        .isEqualTo(415);
    assertThat(
            running
                .post("/v1/check", body, "content-type", "Application/JSON; Charset=\"UTF-8\"")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("N-2.8, N-2.9: a body over the limit is 413, said with its length or not")
  void check_tooLarge_is413() throws Exception {
    String large = "[".repeat(65_537);
    assertThat(running.post("/v1/check", large).statusCode()).isEqualTo(413);
    assertThat(running.post("/v1/explain", large).statusCode()).isEqualTo(413);
    assertThat(running.post("/v1/check", "[".repeat(10_000_000)).statusCode()).isEqualTo(413);
    assertThat(running.post("/v1/checks", "[".repeat(10_000_000)).statusCode()).isEqualTo(413);
    String chunked =
        "POST /v1/check HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
            + "8000\r\n"
            + "[".repeat(0x8000)
            + "\r\n8001\r\n"
            + "[".repeat(0x8001)
            + "\r\n0\r\n\r\n";
    assertThat(running.raw(chunked)).startsWith("HTTP/1.1 413 ");
  }

  @Test
  @DisplayName("N-2.8: not ready and nothing loaded are 503 with Retry-After, never a decision")
  void check_notReady_is503() throws Exception {
    PolicyDecisionPoint empty =
        PolicyDecisionPoint.caching(
            EvaluationSettings.DEFAULT, InstantSource.system(), new DecisionCache(1 << 20));
    try (Running loading = new Running(empty, ApiSettings.DEFAULT, () -> true);
        Running unready = new Running(World.decisionPoint(), ApiSettings.DEFAULT, () -> false)) {
      for (Running each : new Running[] {loading, unready}) {
        for (String path : new String[] {"/v1/check", "/v1/checks", "/v1/explain"}) {
          HttpResponse<String> answer = each.post(path, Running.check("s3:GetObject"));
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("retry-after")).contains("1");
          assertThat(answer.body()).doesNotContain("allowed");
        }
        assertThat(each.count("postern_errors_total{door=\"api\",kind=\"not_ready\"}"))
            .isEqualTo("3.0");
      }
    }
  }

  @Test
  @DisplayName("N-2.8: a fault of ours is 500, and the client learns nothing of it")
  void check_fault_is500WithNothingLeaked() throws Exception {
    try (Running broken =
        new Running(
            World.decisionPoint(),
            ApiSettings.DEFAULT,
            () -> {
              throw new IllegalStateException("secret of the house");
            })) {
      HttpResponse<String> answer = broken.post("/v1/check", Running.check("s3:GetObject"));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .doesNotContain("secret")
          .doesNotContain("Exception")
          .doesNotContain("allowed");
      assertThat(broken.count("postern_errors_total{door=\"api\",kind=\"internal\"}"))
          .isEqualTo("1.0");
    }
  }

  @Test
  @DisplayName("N-8.2: checks, errors and connections are counted")
  void check_each_isCounted() throws Exception {
    try (Running fresh = new Running()) {
      fresh.post("/v1/check", Running.check("s3:GetObject"));
      fresh.post("/v1/check", Running.check("s3:GetObject"));
      fresh.post("/v1/check", Running.check("s3:DeleteObject"));
      fresh.post("/v1/check", "{");
      fresh.post("/v1/nothing", "{}");
      assertThat(
              fresh.count(
                  "postern_checks_total{decision=\"allowed\",door=\"api\",reason=\"policy\"}"))
          .isEqualTo("2.0");
      assertThat(
              fresh.count(
                  "postern_checks_total{decision=\"explicitDeny\",door=\"api\",reason=\"policy\"}"))
          .isEqualTo("1.0");
      assertThat(fresh.count("postern_check_seconds_count{door=\"api\"}")).isEqualTo("3");
      assertThat(fresh.count("postern_errors_total{door=\"api\",kind=\"malformed\"}"))
          .isEqualTo("1.0");
      assertThat(fresh.count("postern_errors_total{door=\"api\",kind=\"unimplemented\"}"))
          .isEqualTo("1.0");
      assertThat(fresh.count("postern_cache_requests_total{result=\"hit\",tier=\"l1\"}"))
          .isEqualTo("1.0");
      assertThat(fresh.count("postern_connections_opened_total{door=\"api\"}")).isEqualTo("1.0");
      assertThat(fresh.count("postern_connections_active{door=\"api\"}")).isEqualTo("1.0");
    }
  }

  @Test
  @DisplayName("N-7.3: HTTP/2 without TLS, by upgrade, several at once on one connection")
  void check_overHttp2_isAnswered() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + running.door.port() + "/v1/check"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Running.check("s3:GetObject")))
              .build();
      HttpResponse<String> first = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(first.body()).contains("\"allowed\":true");
      var all =
          new java.util.ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 50; i++) {
        all.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
      }
      for (var each : all) {
        assertThat(each.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(each.get().body()).contains("\"allowed\":true");
      }
      HttpRequest large =
          HttpRequest.newBuilder(request.uri())
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("[".repeat(70_000)))
              .build();
      assertThat(client.send(large, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  @DisplayName("one instance per event loop: two doors share a port")
  void doors_onOnePort_shareItsConnections() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    CheckDoor first = door("first");
    Running.await(first.listen(new ListenerAddress.Tcp("127.0.0.1", port)));
    CheckDoor second = door("second");
    Running.await(second.listen(new ListenerAddress.Tcp("127.0.0.1", port)));
    for (int i = 0; i < 10; i++) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/check"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Running.check("s3:GetObject")))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    }
    assertThat(running.count("postern_check_seconds_count{door=\"first\"}")).isEqualTo("5");
    assertThat(running.count("postern_check_seconds_count{door=\"second\"}")).isEqualTo("5");
  }

  private static CheckDoor door(String name) {
    return new CheckDoor(
        new DoorParts(
            running.vertx,
            running.decisions,
            ApiSettings.DEFAULT,
            running.metrics.door(name),
            () -> true));
  }

  @Test
  @DisplayName("N-7.3: a Unix socket")
  void check_overUnixSocket_isAnswered(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("api.sock");
    CheckDoor door = door("unix");
    Running.await(door.listen(new ListenerAddress.UnixPath(path.toString())));
    String body = Running.check("s3:GetObject");
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(
          ByteBuffer.wrap(
              ("POST /v1/check HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (channel.read(answer) >= 0 && answer.hasRemaining()) {
        // until the server closes
      }
      assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"allowed\":true");
    }
  }
}
