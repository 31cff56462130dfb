package dev.postern.http;

import dev.postern.config.ListenerAddress;
import dev.postern.metrics.PrometheusMetrics.Format;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/**
 * Health, metrics and status (N-8.1): {@code GET /health/live}, {@code /health/ready}, {@code
 * /metrics}, {@code /status}.
 */
public final class OperationDoor {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final OperationParts parts;
  private final HttpListener listener;

  /** A door that does not listen yet. */
  public OperationDoor(OperationParts parts) {
    this.parts = parts;
    this.listener =
        new HttpListener(
            parts.vertx(),
            new HttpListener.Limits(IDLE, 0),
            parts.metrics().operation(),
            this::route);
  }

  /** Begins to listen; fails if the address cannot be bound. */
  public Future<Void> listen(ListenerAddress address) {
    return listener.listen(address);
  }

  /** The port that was bound, after {@link #listen} has succeeded; not for Unix sockets. */
  public int port() {
    return listener.port();
  }

  /** Takes no more requests; those in flight are answered, if they can be in time. */
  public Future<Void> drain(Duration grace) {
    return listener.drain(grace);
  }

  private void route(Exchange exchange) {
    switch (exchange.path()) {
      case "/health/live" -> get(exchange, () -> exchange.answer(200, PLAIN, "live\n"));
      case "/health/ready" -> get(exchange, () -> ready(exchange));
      case "/metrics" -> get(exchange, () -> metrics(exchange));
      case "/status" ->
          get(
              exchange,
              () -> exchange.answer(200, CheckDoor.JSON, StatusJson.print(parts.status().get())));
      default -> exchange.refuse(Problems.NOT_FOUND);
    }
  }

  private static void get(Exchange exchange, Runnable answer) {
    if (exchange.method().equals(HttpMethod.GET) || exchange.method().equals(HttpMethod.HEAD)) {
      answer.run();
    } else if (exchange.method().equals(HttpMethod.OPTIONS)) {
      exchange.answerEmpty(204, METHODS);
    } else {
      exchange.refuseMethod(METHODS);
    }
  }

  private void ready(Exchange exchange) {
    if (parts.ready().getAsBoolean()) {
      exchange.answer(200, PLAIN, "ready\n");
    } else {
      exchange.answer(503, PLAIN, "not ready\n");
    }
  }

  private void metrics(Exchange exchange) {
    boolean open =
        Accept.of(exchange.header(HttpHeaders.ACCEPT))
            .prefers("application/openmetrics-text", "text/plain");
    Format format = open ? Format.OPEN_METRICS : Format.PROMETHEUS;
    exchange.answer(200, format.contentType(), parts.metrics().scrape(format));
  }
}
