package dev.postern.http;

import dev.postern.config.ListenerAddress;
import dev.postern.metrics.DoorMetrics;
import dev.postern.wire.Addresses;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One HTTP/1.1 and HTTP/2 server (h2c) on one event loop.
 *
 * <p>Slow clients hold nothing for long: an exchange must be over, and a connection must have begun
 * or ended one, within the idle timeout. Bytes alone do not count, so a client that sends a head or
 * a body drop by drop is cut off like one that is silent. One timer looks after all of them; what
 * it looks at is touched on the event loop only. Bodies that are being read or worked on are held
 * to a total, beyond which requests are shed.
 */
final class HttpListener {
  private static final int LONGEST_LINE = 4096;
  private static final int LONGEST_HEAD = 16_384;
  private static final int MOST_STREAMS = 256;

  private final Vertx vertx;
  private final Limits limits;
  private final DoorMetrics metrics;
  private final Consumer<Exchange> handler;
  private final HttpServer server;
  private final Set<Exchange> open = new LinkedHashSet<>();
  private final IdentityHashMap<HttpConnection, Long> lastSeen = new IdentityHashMap<>();
  private long heldBytes;

  HttpListener(Vertx vertx, Limits limits, DoorMetrics metrics, Consumer<Exchange> handler) {
    this.vertx = vertx;
    this.limits = limits;
    this.metrics = metrics;
    this.handler = handler;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout((int) limits.idleTimeout().toMillis())
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setMaxHeaderSize(LONGEST_HEAD)
                    .setInitialSettings(
                        new Http2Settings()
                            .setMaxConcurrentStreams(MOST_STREAMS)
                            .setMaxHeaderListSize(LONGEST_HEAD)))
            .connectionHandler(this::connected)
            .invalidRequestHandler(new InvalidRequests(metrics)::answer)
            .requestHandler(this::requested);
  }

  /** Begins to listen, on the event loop of the caller if it is on one, else on one of its own. */
  Future<Void> listen(ListenerAddress address) {
    Promise<Void> done = Promise.promise();
    Context context = vertx.getOrCreateContext();
    context.runOnContext(_ -> {
      if (limits.idleTimeout().isPositive()) {
        vertx.setPeriodic(Math.max(10, limits.idleTimeout().toMillis() / 4), _ -> sweep());
      }
      server.listen(Addresses.socket(address)).<Void>mapEmpty().onComplete(done);
    });
    return done.future();
  }

  /** The port that was bound. */
  int port() {
    return server.actualPort();
  }

  /** Takes no more requests; what is in flight is answered, if it can be in time. */
  Future<Void> drain(Duration grace) {
    return server.shutdown(grace);
  }

  /** Makes room for a piece of a body; false if there is none. */
  boolean hold(int bytes) {
    if (heldBytes + bytes > limits.mostHeldBytes()) {
      return false;
    }
    heldBytes += bytes;
    return true;
  }

  /** An exchange came to its end, and what it held is free. */
  void ended(Exchange exchange, long held) {
    open.remove(exchange);
    heldBytes -= held;
    seen(exchange.connection());
  }

  /**
   * What clients may take.
   *
   * @param idleTimeout how long a connection may be without progress; zero is for ever
   * @param mostHeldBytes of all bodies together
   */
  record Limits(Duration idleTimeout, long mostHeldBytes) {}

  private void connected(HttpConnection connection) {
    if (lastSeen.put(connection, System.nanoTime()) == null) {
      metrics.connectionOpened();
      connection.closeHandler(_ -> {
        if (lastSeen.remove(connection) != null) {
          metrics.connectionClosed();
        }
      });
    }
  }

  private void requested(HttpServerRequest request) {
    seen(request.connection());
    Exchange exchange = new Exchange(request, this, metrics);
    open.add(exchange);
    exchange.guard(() -> handler.accept(exchange));
  }

  private void seen(HttpConnection connection) {
    lastSeen.replace(connection, System.nanoTime());
  }

  private void sweep() {
    long oldest = System.nanoTime() - limits.idleTimeout().toNanos();
    List<Exchange> slow = open.stream().takeWhile(x -> x.begun() - oldest < 0).toList();
    slow.forEach(Exchange::abandon);
    List<HttpConnection> idle = new ArrayList<>();
    lastSeen.forEach((connection, seen) -> {
      if (seen - oldest < 0) {
        idle.add(connection);
      }
    });
    idle.forEach(HttpConnection::close);
  }
}
