package dev.postern.http;

import dev.postern.config.ApiSettings;
import dev.postern.config.ListenerAddress;
import dev.postern.explain.Explanation;
import dev.postern.model.CheckRequest;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.Snapshot;
import dev.postern.wire.AnswerJson;
import dev.postern.wire.BatchJson;
import dev.postern.wire.CheckJson;
import dev.postern.wire.DecisionIds;
import dev.postern.wire.ExplanationJson;
import dev.postern.wire.ExplanationText;
import dev.postern.wire.Stamp;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Locale;

/**
 * The check API over HTTP/1.1 and HTTP/2 (N-2, N-3): {@code POST /v1/check}, {@code /v1/checks},
 * {@code /v1/explain}. One instance serves on one event loop; for several loops make several, each
 * listening from its own.
 */
public final class CheckDoor {
  static final String JSON = "application/json";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String METHODS = "OPTIONS, POST";

  /** Bodies in memory at a time, in batches of the largest size. */
  private static final int BATCHES_HELD = 8;

  private final DoorParts parts;
  private final ApiSettings settings;
  private final CheckJson reader;
  private final DecisionIds ids = new DecisionIds();
  private final HttpListener listener;

  /** A door that does not listen yet. */
  public CheckDoor(DoorParts parts) {
    this.parts = parts;
    this.settings = parts.settings();
    this.reader = new CheckJson(settings);
    this.listener =
        new HttpListener(
            parts.vertx(),
            new HttpListener.Limits(
                settings.idleTimeout(), (long) BATCHES_HELD * settings.maxBatchBytes()),
            parts.metrics(),
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

  /** Takes no more requests; those in flight are answered, if they can be in time (N-8.4). */
  public Future<Void> drain(Duration grace) {
    return listener.drain(grace);
  }

  private void route(Exchange exchange) {
    switch (exchange.path()) {
      case "/v1/check" -> post(exchange, settings.maxBodyBytes(), this::check);
      case "/v1/checks" -> post(exchange, settings.maxBatchBytes(), this::checks);
      case "/v1/explain" -> {
        switch (settings.explain()) {
          case ON -> post(exchange, settings.maxBodyBytes(), this::explain);
          case OFF -> exchange.refuse(Problems.NOT_FOUND);
        }
      }
      default -> exchange.refuse(Problems.NOT_FOUND);
    }
  }

  private void post(Exchange exchange, int most, Asked asked) {
    if (exchange.method().equals(HttpMethod.OPTIONS)) {
      exchange.answerEmpty(204, METHODS);
    } else if (!exchange.method().equals(HttpMethod.POST)) {
      exchange.refuseMethod(METHODS);
    } else if (!isJson(exchange)) {
      exchange.refuse(Problems.MEDIA_TYPE);
    } else {
      exchange.body(most, body -> withSnapshot(exchange, body, asked));
    }
  }

  private void withSnapshot(Exchange exchange, byte[] body, Asked asked) {
    if (!parts.ready().getAsBoolean()) {
      exchange.refuse(Problems.NOT_READY);
      return;
    }
    parts
        .decisions()
        .current()
        .ifPresentOrElse(
            snapshot -> asked.answer(exchange, body, snapshot),
            () -> exchange.refuse(Problems.NOT_READY));
  }

  private void check(Exchange exchange, byte[] body, Snapshot snapshot) {
    switch (Considered.decided(reader.read(body), snapshot)) {
      case Considered.Fit<Answer> decided -> {
        StringBuilder out = new StringBuilder(256);
        AnswerJson.append(out, Stamp.of(ids.next(), snapshot), decided.value());
        exchange.answer(200, JSON, out.toString());
        parts.metrics().checked(decided.value(), System.nanoTime() - exchange.begun());
      }
      case Considered.Unfit<Answer> undecided -> exchange.refuse(undecided.problem());
    }
  }

  private void checks(Exchange exchange, byte[] body, Snapshot snapshot) {
    BatchJson batch = BatchJson.begin(body, reader, settings);
    new BatchRun(exchange, batch, snapshot, ids, parts.metrics()).work(parts.vertx());
  }

  private void explain(Exchange exchange, byte[] body, Snapshot snapshot) {
    switch (Considered.admitted(reader.read(body), snapshot)) {
      case Considered.Fit<Admission.Admitted> admitted -> {
        CheckRequest request = admitted.value().request();
        Explanation explanation = snapshot.explain(admitted.value());
        if (Accept.of(exchange.header(HttpHeaders.ACCEPT)).prefers("text/plain", JSON)) {
          exchange.answer(200, PLAIN, ExplanationText.print(request, explanation));
        } else {
          Stamp stamp = Stamp.of(ids.next(), snapshot);
          exchange.answer(200, JSON, ExplanationJson.print(request, explanation, stamp));
        }
        parts
            .metrics()
            .checked(
                new Answer(explanation.decision(), Answer.CacheUse.BYPASS),
                System.nanoTime() - exchange.begun());
      }
      case Considered.Unfit<Admission.Admitted> undecided -> exchange.refuse(undecided.problem());
    }
  }

  private static boolean isJson(Exchange exchange) {
    String[] parts =
        exchange.header(HttpHeaders.CONTENT_TYPE).toLowerCase(Locale.ROOT).split(";", -1);
    String coding = exchange.header(HttpHeaders.CONTENT_ENCODING);
    boolean utf8 = true;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      utf8 &= !parameter.startsWith("charset=") || parameter.equals("charset=utf-8");
    }
    return parts[0].strip().equals(JSON)
        && utf8
        && (coding.isEmpty() || coding.equalsIgnoreCase("identity"));
  }

  /** Answers a body against a snapshot. */
  @FunctionalInterface
  private interface Asked {
    void answer(Exchange exchange, byte[] body, Snapshot snapshot);
  }
}
