package dev.postern.grpc;

import dev.postern.config.GrpcSettings;
import dev.postern.config.ListenerAddress;
import dev.postern.metrics.DoorMetrics;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Envoy's external authorization over gRPC (E-1): {@code envoy.service.auth.v3.Authorization} and
 * {@code grpc.health.v1.Health}. One instance serves on one event loop; for several loops make
 * several, each listening from its own.
 *
 * <p>A decision ends with status OK, whatever it says; without one, the status is another (E-1.2).
 */
public final class ExtAuthzDoor {
  private static final String CHECK = "/envoy.service.auth.v3.Authorization/Check";
  private static final String HEALTH_CHECK = "/grpc.health.v1.Health/Check";
  private static final String HEALTH_WATCH = "/grpc.health.v1.Health/Watch";
  private static final String GRPC = "application/grpc";
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  private final GrpcSettings settings;
  private final DoorMetrics metrics;
  private final BooleanSupplier ready;
  private final CheckService service;
  private final HealthService health;
  private final GrpcListener listener;
  private @Nullable Context context;

  /**
   * A door that does not listen yet.
   *
   * @throws IllegalArgumentException if a rule of identity or a header name cannot be used
   */
  public ExtAuthzDoor(ExtAuthzParts parts) {
    this(parts, new ExtAuthzService(parts));
  }

  ExtAuthzDoor(ExtAuthzParts parts, CheckService service) {
    this.settings = parts.settings();
    this.metrics = parts.metrics();
    this.ready = parts.ready();
    this.service = service;
    this.health = new HealthService(parts.vertx(), parts.ready());
    this.listener = new GrpcListener(parts.vertx(), settings, metrics, this::route);
  }

  /** Begins to listen; fails if the address cannot be bound. */
  public Future<Void> listen(ListenerAddress address) {
    return listener.listen(address).onSuccess(bound -> context = bound).mapEmpty();
  }

  /** The port that was bound, after {@link #listen} has succeeded; not for Unix sockets. */
  public int port() {
    return listener.port();
  }

  /**
   * Takes no more calls: watchers of health are told NOT_SERVING, clients GOAWAY; calls in flight
   * are answered, if they can be in time (N-8.4).
   */
  public Future<Void> drain(Duration grace) {
    Context loop = context;
    if (loop == null) {
      return Future.succeededFuture();
    }
    Promise<Void> done = Promise.promise();
    loop.runOnContext(_ -> {
      health.drain();
      listener.drain(grace).onComplete(done);
    });
    return done.future();
  }

  private void route(HttpServerRequest request) {
    GrpcCall call = new GrpcCall(request, metrics);
    call.guard(() -> route(request, call));
  }

  private void route(HttpServerRequest request, GrpcCall call) {
    if (!request.method().equals(HttpMethod.POST)) {
      call.refuse(METHOD_NOT_ALLOWED);
    } else if (!isGrpc(call.header(HttpHeaders.CONTENT_TYPE))) {
      call.refuse(UNSUPPORTED_MEDIA_TYPE);
    } else {
      switch (request.uri()) {
        case CHECK -> call.message(settings.maxReceiveBytes(), message -> check(call, message));
        case HEALTH_CHECK -> health.check(call);
        case HEALTH_WATCH -> health.watch(call);
        default -> call.fail(GrpcStatus.UNIMPLEMENTED, "no such method", ErrorKind.UNIMPLEMENTED);
      }
    }
  }

  private void check(GrpcCall call, byte[] message) {
    long margin = settings.deadlineMargin().toNanos();
    if (!ready.getAsBoolean()) {
      call.fail(GrpcStatus.UNAVAILABLE, "no policies are loaded yet", ErrorKind.NOT_READY);
    } else if (call.isLate(margin)) {
      late(call);
    } else {
      Reply reply = service.answer(message);
      if (call.isLate(margin)) {
        late(call);
      } else {
        answer(call, reply);
      }
    }
  }

  private void answer(GrpcCall call, Reply reply) {
    switch (reply) {
      case Reply.Decided decided -> {
        call.reply(decided.response());
        metrics.checked(decided.answer(), call.elapsed());
      }
      case Reply.Failed failed -> call.fail(failed.grpcStatus(), failed.message(), failed.kind());
    }
  }

  private static void late(GrpcCall call) {
    call.fail(
        GrpcStatus.DEADLINE_EXCEEDED, "the deadline leaves no time to decide", ErrorKind.DEADLINE);
  }

  /** {@code application/grpc}, alone or with a suffix or parameters. */
  private static boolean isGrpc(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.startsWith(GRPC)
        && (type.length() == GRPC.length() || "+;".indexOf(type.charAt(GRPC.length())) >= 0);
  }
}
