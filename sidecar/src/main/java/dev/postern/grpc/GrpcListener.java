package dev.postern.grpc;

import dev.postern.config.GrpcSettings;
import dev.postern.config.ListenerAddress;
import dev.postern.metrics.DoorMetrics;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.wire.Addresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One HTTP/2 server without TLS on one event loop. Connections live as long as their clients like
 * (E-1.10), but there are never more than so many of them.
 *
 * <p>Clients reset streams when their own deadline passes, and after a pause of ours a whole window
 * of streams at once. So a connection may reset a few times as many streams as it can have, before
 * it is taken for an attack (rapid reset) and closed.
 */
final class GrpcListener {
  private static final int LONGEST_HEAD = 16_384;
  private static final int STREAM_WINDOW = 256 * 1024;
  private static final int CONNECTION_WINDOW = 1024 * 1024;
  private static final int RESET_WINDOW_SECONDS = 10;
  private static final int RESETS_PER_STREAM = 4;
  private static final int VERSION_NOT_SUPPORTED = 505;

  private final Vertx vertx;
  private final GrpcSettings settings;
  private final DoorMetrics metrics;
  private final Consumer<HttpServerRequest> handler;
  private final HttpServer server;
  private final Set<HttpConnection> connections =
      Collections.newSetFromMap(new IdentityHashMap<>());

  GrpcListener(
      Vertx vertx,
      GrpcSettings settings,
      DoorMetrics metrics,
      Consumer<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.settings = settings;
    this.metrics = metrics;
    this.handler = handler;
    this.server =
        vertx
            .createHttpServer(options(settings))
            .connectionHandler(this::connected)
            .requestHandler(this::requested);
  }

  /** Begins to listen, on the event loop of the caller if it is on one, else on one of its own. */
  Future<Context> listen(ListenerAddress address) {
    Promise<Context> done = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        _ -> server.listen(Addresses.socket(address)).map(_ -> context).onComplete(done));
    return done.future();
  }

  /** The port that was bound. */
  int port() {
    return server.actualPort();
  }

  /** Says GOAWAY; what is in flight is answered, if it can be in time. */
  Future<Void> drain(Duration grace) {
    return server.shutdown(grace);
  }

  private static HttpServerOptions options(GrpcSettings settings) {
    return new HttpServerOptions()
        .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, settings.idleTimeout().toMillis()))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxHeaderSize(LONGEST_HEAD)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setHttp2RstFloodMaxRstFramePerWindow(settings.maxConcurrentStreams() * RESETS_PER_STREAM)
        .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setInitialSettings(
            new Http2Settings()
                .setInitialWindowSize(STREAM_WINDOW)
                .setMaxConcurrentStreams(settings.maxConcurrentStreams())
                .setMaxHeaderListSize(LONGEST_HEAD));
  }

  private void connected(HttpConnection connection) {
    if (connections.contains(connection)) {
      return;
    }
    if (connections.size() >= settings.maxConnections()) {
      metrics.shed(ErrorKind.OVERLOAD);
      connection.close();
      return;
    }
    connections.add(connection);
    metrics.connectionOpened();
    connection.closeHandler(_ -> {
      connections.remove(connection);
      metrics.connectionClosed();
    });
  }

  private void requested(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      handler.accept(request);
    } else {
      metrics.failed(ErrorKind.MALFORMED);
      request
          .response()
          .setStatusCode(VERSION_NOT_SUPPORTED)
          .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
          .end("this port speaks gRPC over HTTP/2\n")
          .onComplete(_ -> request.connection().close());
    }
  }
}
