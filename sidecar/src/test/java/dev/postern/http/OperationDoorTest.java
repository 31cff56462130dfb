package dev.postern.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ListenerAddress;
import dev.postern.metrics.PrometheusMetrics;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** N-8.1. */
class OperationDoorTest {
  private static final Status LOADING =
      new Status(
          "0.1.0",
          Status.State.LOADING,
          new Status.World.Nothing(),
          List.of(new Status.Source("/data", List.of(), "account.json:3:1: \"broken\"")),
          new Status.Cache(0, 0),
          List.of());

  private static final Vertx VERTX = Vertx.vertx();
  private static final AtomicBoolean READY = new AtomicBoolean();
  private static final AtomicReference<Status> STATUS = new AtomicReference<>(LOADING);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static OperationDoor door;

  @BeforeAll
  static void start() {
    PrometheusMetrics metrics = new PrometheusMetrics();
    metrics.snapshot(() -> 7, () -> 1.5);
    door = new OperationDoor(new OperationParts(VERTX, READY::get, STATUS::get, metrics));
    Running.await(door.listen(new ListenerAddress.Tcp("127.0.0.1", 0)));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    Running.await(VERTX.close());
  }

  @Test
  @DisplayName("N-8.1: live always, ready when ready")
  void health_liveAndReady_areTold() throws Exception {
    assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    READY.set(false);
    assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(503);
    assertThat(send("HEAD", "/health/ready").statusCode()).isEqualTo(503);
    READY.set(true);
    assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(200);
    assertThat(send("HEAD", "/health/ready").statusCode()).isEqualTo(200);
    assertThat(send("HEAD", "/health/ready").body()).isEmpty();
  }

  @Test
  @DisplayName("N-8.1: /status")
  void status_loadingAndReady_isTold() throws Exception {
    STATUS.set(LOADING);
    assertThat(send("GET", "/status").body())
        .isEqualTo(
            "{\"version\":\"0.1.0\",\"state\":\"loading\",\"snapshot\":null,\"epoch\":0,\"loaded_at\":null,\"age_seconds\":null,"
                + "\"sources\":[{\"name\":\"/data\",\"loaded_at\":null,\"error\":\"account.json:3:1: \\\"broken\\\"\"}],"
                + "\"cache\":{\"entries\":0,\"bytes\":0},\"listeners\":[]}");
    Instant loaded = Instant.parse("2026-11-24T10:00:00Z");
    STATUS.set(
        new Status(
            "0.1.0",
            Status.State.DEGRADED,
            new Status.World.Loaded("sha256:ab", 7, loaded, 61.25),
            List.of(new Status.Source("/data", List.of(loaded), "")),
            new Status.Cache(10, 2000),
            List.of(new Status.Listener("api", "127.0.0.1:9193"))));
    HttpResponse<String> answer = send("GET", "/status");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"version\":\"0.1.0\",\"state\":\"degraded\",\"snapshot\":\"sha256:ab\",\"epoch\":7,\"loaded_at\":\"2026-11-24T10:00:00Z\",\"age_seconds\":61.250,"
                + "\"sources\":[{\"name\":\"/data\",\"loaded_at\":\"2026-11-24T10:00:00Z\",\"error\":null}],"
                + "\"cache\":{\"entries\":10,\"bytes\":2000},\"listeners\":[{\"name\":\"api\",\"address\":\"127.0.0.1:9193\"}]}");
  }

  @Test
  @DisplayName("N-8.1: /metrics as Prometheus text, or OpenMetrics where that is accepted")
  void metrics_byAccept_inBothFormats() throws Exception {
    HttpResponse<String> text = send("GET", "/metrics");
    assertThat(text.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text.body()).contains("postern_snapshot_epoch 7.0\n").doesNotContain("# EOF");
    HttpResponse<String> open =
        send(
            "GET",
            "/metrics",
            "accept",
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1");
    assertThat(open.headers().firstValue("content-type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void otherRequests_areRefused() throws Exception {
    assertThat(send("GET", "/").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/v1/check").statusCode()).isEqualTo(404);
    HttpResponse<String> posted = send("POST", "/status");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    assertThat(send("OPTIONS", "/metrics").statusCode()).isEqualTo(204);
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
