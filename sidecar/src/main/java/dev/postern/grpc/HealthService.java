package dev.postern.grpc;

import dev.postern.grpc.HealthMessages.Serving;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Answers {@code grpc.health.v1.Health} (E-1.9): SERVING only when ready, and never while draining.
 * Lives on one event loop; looks at readiness from time to time while somebody watches.
 */
final class HealthService {
  private static final long LOOK_MILLIS = 100;
  private static final int LONGEST_REQUEST = 4096;
  private static final List<String> SERVICES = List.of("", "envoy.service.auth.v3.Authorization");

  private final Vertx vertx;
  private final BooleanSupplier ready;
  private final Map<GrpcCall, Serving> watchers = new LinkedHashMap<>();
  private long timer;
  private Phase phase = Phase.OPEN;

  HealthService(Vertx vertx, BooleanSupplier ready) {
    this.vertx = vertx;
    this.ready = ready;
  }

  /** Answers {@code Check}. */
  void check(GrpcCall call) {
    asked(
        call,
        service -> {
          if (SERVICES.contains(service)) {
            call.reply(HealthMessages.response(serving()));
          } else {
            call.end(GrpcStatus.NOT_FOUND, "no such service");
          }
        });
  }

  /** Answers {@code Watch}: the state at once, and whenever it changes. */
  void watch(GrpcCall call) {
    asked(
        call,
        service -> {
          if (phase == Phase.DRAINING) {
            call.send(HealthMessages.response(Serving.NOT_SERVING));
            call.end(GrpcStatus.UNAVAILABLE, "shutting down");
          } else if (SERVICES.contains(service)) {
            begin(call, serving());
          } else {
            begin(call, Serving.SERVICE_UNKNOWN);
          }
        });
  }

  /** Tells the watchers that this server serves no more, and ends their calls. */
  void drain() {
    phase = Phase.DRAINING;
    look();
    List.copyOf(watchers.keySet())
        .forEach(call -> {
          left(call);
          call.end(GrpcStatus.UNAVAILABLE, "shutting down");
        });
  }

  private void asked(GrpcCall call, Consumer<String> service) {
    call.message(
        LONGEST_REQUEST,
        message ->
            HealthMessages.service(message)
                .ifPresentOrElse(
                    service,
                    () ->
                        call.fail(
                            GrpcStatus.INVALID_ARGUMENT,
                            "the message is no HealthCheckRequest",
                            ErrorKind.MALFORMED)));
  }

  private void begin(GrpcCall call, Serving now) {
    call.send(HealthMessages.response(now));
    call.onCancel(() -> left(call));
    if (watchers.isEmpty()) {
      timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    }
    watchers.put(call, now);
  }

  private void left(GrpcCall call) {
    if (watchers.remove(call) != null && watchers.isEmpty()) {
      vertx.cancelTimer(timer);
    }
  }

  private void look() {
    Serving now = serving();
    watchers.replaceAll((call, told) -> {
      if (told == now || told == Serving.SERVICE_UNKNOWN) {
        return told;
      }
      call.send(HealthMessages.response(now));
      return now;
    });
  }

  private Serving serving() {
    return phase == Phase.OPEN && ready.getAsBoolean() ? Serving.SERVING : Serving.NOT_SERVING;
  }

  private enum Phase {
    OPEN,
    DRAINING
  }
}
