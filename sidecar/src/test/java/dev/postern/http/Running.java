package dev.postern.http;

import dev.postern.config.ApiSettings;
import dev.postern.config.ListenerAddress;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A check door on a port of its own, with a client. */
final class Running implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final PolicyDecisionPoint decisions;
  final PrometheusMetrics metrics = new PrometheusMetrics();
  final CheckDoor door;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Running() {
    this(World.decisionPoint(), ApiSettings.DEFAULT, () -> true);
  }

  Running(PolicyDecisionPoint decisions, ApiSettings settings, BooleanSupplier ready) {
    this.decisions = decisions;
    this.door =
        new CheckDoor(new DoorParts(vertx, decisions, settings, metrics.door("api"), ready));
    await(door.listen(new ListenerAddress.Tcp("127.0.0.1", 0)));
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
            .timeout(Duration.ofSeconds(20))
            .setHeader("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends bytes as they are and reads until the server closes, or falls silent for two seconds. */
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return rest(socket);
    }
  }

  static String rest(Socket socket) throws IOException {
    StringBuilder seen = new StringBuilder();
    try {
      byte[] buffer = new byte[65_536];
      for (int n = socket.getInputStream().read(buffer); n >= 0; ) {
        seen.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        n = socket.getInputStream().read(buffer);
      }
      seen.append("<closed>");
    } catch (java.net.SocketTimeoutException e) {
      seen.append("<silent>");
    } catch (IOException e) {
      seen.append("<reset>");
    }
    return seen.toString();
  }

  String count(String series) {
    return metrics
        .scrape(PrometheusMetrics.Format.PROMETHEUS)
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1))
        .findFirst()
        .orElse("none");
  }

  static String check(String action) {
    return "{\"principal\":\""
        + World.ALICE
        + "\",\"action\":\""
        + action
        + "\",\"resource\":\"arn:aws:s3:::b/k\"}";
  }

  static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    await(vertx.close());
  }
}
