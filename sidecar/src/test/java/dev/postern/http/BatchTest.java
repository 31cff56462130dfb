package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ApiSettings;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** N-3.1. */
class BatchTest {
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
  @DisplayName("N-3.1: a batch answers what its items answer alone, in order")
  void batch_ofChecks_equalsSingles() throws Exception {
    List<String> checks =
        new ArrayList<>(
            List.of(
                Running.check("s3:GetObject"),
                Running.check("s3:DeleteObject"),
                Running.check("sqs:SendMessage"),
                Running.check("s3:GetObject").replace("alice", "nobody"),
                Running.check("s3:GetObject").replace(World.ALICE, "anonymous"),
                "{}",
                "7",
                Running.check("s3:Get*"),
                Running.check("s3:GetObject")
                    .replace("}", ",\"context\":{\"aws:userid\":\"x\"}}")));
    StringBuilder singles = new StringBuilder();
    for (String check : checks) {
      HttpResponse<String> single = running.post("/v1/check", check);
      singles.append(singles.isEmpty() ? "" : ",");
      singles.append(
          single.statusCode() == 200 ? single.body() : "{\"error\":" + single.body() + "}");
    }
    HttpResponse<String> batch = running.post("/v1/checks", batch("", checks));
    assertThat(batch.statusCode()).isEqualTo(200);
    assertThat(plain(batch.body())).isEqualTo(plain("{\"decisions\":[" + singles + "]}"));
  }

  @Test
  @DisplayName("N-3.1: defaults are replaced whole by an item's own, wherever they stand")
  void batch_defaults_areReplacedWhole() throws Exception {
    String defaults =
        "\"defaults\":{\"principal\":\""
            + World.ALICE
            + "\",\"action\":\"s3:PutObject\",\"resource\":\"arn:aws:s3:::b/alice/k\",\"context\":{\"aws:RequestedRegion\":\"eu-west-1\",\"app:size\":5}}";
    String items =
        "[{},{\"context\":{\"app:size\":5}},{\"action\":\"s3:GetObject\"},{\"principal\":\"anonymous\"},{\"action\":null}]";
    String first = running.post("/v1/checks", "{" + defaults + ",\"checks\":" + items + "}").body();
    String last = running.post("/v1/checks", "{\"checks\":" + items + "," + defaults + "}").body();
    assertThat(decisions(first))
        .containsExactly("allowed", "implicitDeny", "allowed", "implicitDeny", "error");
    assertThat(decisions(last)).isEqualTo(decisions(first));
  }

  @Test
  @DisplayName("N-3.1: what is wrong with the batch itself is 400 for all")
  void batch_malformed_isRefusedWhole() throws Exception {
    refused("{}", "\"/checks\"");
    refused("[]", "\"\"");
    refused("", "\"\"");
    refused("{\"checks\":[{}", "\"\"");
    refused("{\"checks\":[]} x", "\"\"");
    refused("{\"checks\":{}}", "\"/checks\"");
    refused("{\"checks\":null}", "\"/checks\"");
    refused("{\"checks\":[],\"checks\":[]}", "\"/checks\"");
    refused("{\"checks\":[],\"more\":1}", "\"/more\"");
    refused("{\"checks\":[],\"defaults\":7}", "\"/defaults\"");
    refused("{\"checks\":[],\"defaults\":{\"action\":\"s3\",\"x\":1}}", "\"/defaults/action\"");
    refused("{\"checks\":[" + "[".repeat(2000) + "]".repeat(2000) + "]}", "\"\"");
    assertThat(running.post("/v1/checks", "{\"checks\":[]}").body())
        .isEqualTo("{\"decisions\":[]}");
  }

  @Test
  @DisplayName("N-3.1: no more items than are allowed")
  void batch_tooManyItems_isRefused() throws Exception {
    refused(batch("", copies("{}", 1001)), "\"/checks\"");
    assertThat(decisions(running.post("/v1/checks", batch("", copies("{}", 1000))).body()))
        .hasSize(1000);
    refused("{\"checks\":[" + "1,".repeat(2_000_000) + "1]}", "\"/checks\"");
  }

  @Test
  @DisplayName("N-2.9: an item over the limit is a 413 in its place, a deep one a 400")
  void batch_largeOrDeepItem_isAnErrorInItsPlace() throws Exception {
    String good = Running.check("s3:GetObject");
    String large = good.replace("}", ",\"context\":{\"k\":\"" + "é".repeat(33_000) + "\"}}");
    String deep = good.replace("}", ",\"context\":" + "[".repeat(20) + "]".repeat(20) + "}");
    String body = running.post("/v1/checks", batch("", List.of(good, large, deep, good))).body();
    assertThat(decisions(body)).containsExactly("allowed", "error", "error", "allowed");
    assertThat(body)
        .contains("\"status\":413")
        .contains("nested too deep")
        .contains("\"status\":400");
  }

  @Test
  @DisplayName("N-3.1: all items of a batch are decided against one snapshot")
  void batch_whilePublishing_isOfOneSnapshot() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread publisher =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !over.get(); i++) {
                running.decisions.publish(World.where(i % 2 == 0 ? "List" : "Get"));
              }
            });
    try {
      List<String> checks = copies(Running.check("s3:GetObject"), 1000);
      boolean allowed = false;
      boolean denied = false;
      for (int i = 0; i < 60; i++) {
        String body = running.post("/v1/checks", batch("", checks)).body();
        assertThat(decisions(body).stream().distinct()).hasSize(1);
        assertThat(
                Arrays.stream(body.split("\"epoch\":"))
                    .skip(1)
                    .map(e -> e.replaceAll("}.*", ""))
                    .distinct())
            .hasSize(1);
        allowed |= body.contains("\"allowed\":true");
        denied |= body.contains("\"allowed\":false");
      }
      assertThat(allowed && denied).isTrue();
    } finally {
      over.set(true);
      publisher.join();
      running.decisions.publish(World.where("Get"));
    }
  }

  @Test
  @DisplayName("N-3.1: a big batch does not hold up the event loop")
  void batch_big_letsOthersThrough() throws Exception {
    List<String> checks = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      checks.add(
          Running.check("s3:GetObject")
              .replace("}", ",\"context\":{\"k" + i + "\":\"" + "v".repeat(7000) + "\"}}"));
    }
    String big = batch("", checks);
    running.post("/v1/checks", big);
    int most = 0;
    for (int round = 0; round < 50 && most <= 2; round++) {
      most = Math.max(most, answeredDuring(big));
    }
    assertThat(most).isGreaterThan(2); // how many fit in depends on the machine
  }

  /** How many single checks are answered while a batch is under way. */
  private static int answeredDuring(String batch) throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return running.post("/v1/checks", batch);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    int between = 0;
    while (!answer.isDone()) {
      assertThat(running.post("/v1/check", Running.check("s3:GetObject")).statusCode())
          .isEqualTo(200);
      between++;
    }
    assertThat(answer.get().statusCode()).isEqualTo(200);
    return between;
  }

  @Test
  @DisplayName("N-3.1: the limits of a batch are settings")
  void batch_smallLimits_hold() throws Exception {
    ApiSettings small =
        new ApiSettings(
            300,
            2000,
            3,
            16,
            256,
            1024,
            2048,
            512,
            8192,
            ApiSettings.Explain.ON,
            Duration.ofSeconds(5));
    try (Running tight = new Running(World.decisionPoint(), small, () -> true)) {
      assertThat(tight.post("/v1/checks", batch("", copies("{}", 4))).statusCode()).isEqualTo(400);
      assertThat(tight.post("/v1/checks", " ".repeat(2001)).statusCode()).isEqualTo(413);
      String item = Running.check("s3:GetObject");
      String long_ = item.replace("}", ",\"context\":{\"k\":\"" + "x".repeat(300) + "\"}}");
      assertThat(decisions(tight.post("/v1/checks", batch("", List.of(item, long_))).body()))
          .containsExactly("allowed", "error");
      assertThat(tight.post("/v1/check", long_).statusCode()).isEqualTo(413);
    }
  }

  @Test
  @DisplayName("N-2.8: bodies beyond what can be held are shed with 503 and Retry-After")
  void bodies_tooManyAtOnce_areShed() throws Exception {
    ApiSettings small =
        new ApiSettings(
            300,
            2000,
            3,
            16,
            256,
            1024,
            2048,
            512,
            8192,
            ApiSettings.Explain.ON,
            Duration.ofSeconds(5));
    List<Socket> sockets = new ArrayList<>();
    try (Running tight = new Running(World.decisionPoint(), small, () -> true)) {
      String begun =
          "POST /v1/checks HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2000\r\n\r\n"
              + " ".repeat(1999);
      for (int i = 0; i < 8; i++) {
        Socket socket = new Socket("127.0.0.1", tight.door.port());
        sockets.add(socket);
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
      }
      HttpResponse<String> shed = tight.post("/v1/check", Running.check("s3:GetObject"));
      for (int i = 0; i < 100 && shed.statusCode() == 200; i++) {
        Thread.sleep(20);
        shed = tight.post("/v1/check", Running.check("s3:GetObject"));
      }
      assertThat(shed.statusCode()).isEqualTo(503);
      assertThat(shed.headers().firstValue("retry-after")).contains("1");
      assertThat(tight.count("postern_shed_total{door=\"api\",kind=\"overload\"}"))
          .isEqualTo("1.0");
      for (Socket socket : sockets) {
        socket.close();
      }
      HttpResponse<String> answered = shed;
      for (int i = 0; i < 100 && answered.statusCode() == 503; i++) {
        Thread.sleep(20);
        answered = tight.post("/v1/check", Running.check("s3:GetObject"));
      }
      assertThat(answered.statusCode()).isEqualTo(200);
    }
  }

  private static void refused(String body, String pointer) throws Exception {
    HttpResponse<String> answer = running.post("/v1/checks", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("{\"path\":" + pointer);
  }

  private static List<String> copies(String item, int count) {
    return IntStream.range(0, count).mapToObj(i -> item).toList();
  }

  private static String batch(String more, List<String> items) {
    return "{\"checks\":[" + String.join(",", items) + "]" + more + "}";
  }

  private static String plain(String body) {
    return body.replaceAll("[0-9a-f]{32}", "ID")
        .replaceAll("\"cache\":\"(hit|miss)\"", "\"cache\":\"\"");
  }

  private static List<String> decisions(String body) {
    return java.util.regex.Pattern.compile("\"decision\":\"(\\w+)\"|\"(error)\":")
        .matcher(body)
        .results()
        .map(r -> r.group(1) == null ? "error" : r.group(1))
        .collect(Collectors.toList());
  }
}
