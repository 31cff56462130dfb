package dev.postern;

import dev.postern.config.ApiSettings;
import dev.postern.config.Listener;
import dev.postern.config.ListenerAddress;
import dev.postern.config.Settings;
import dev.postern.grpc.ExtAuthzDoor;
import dev.postern.grpc.ExtAuthzParts;
import dev.postern.http.CheckDoor;
import dev.postern.http.DoorParts;
import dev.postern.http.OperationDoor;
import dev.postern.http.OperationParts;
import dev.postern.http.Status;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** All doors of the server: opened together, exercised, closed together. */
final class Doors {
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();
  private static final Duration LONGEST_WARM_UP = Duration.ofMillis(600);
  private static final int WARM_UP_REQUESTS = 3000;

  private static final String OPERATION = "operation";
  private static final String EXT_AUTHZ_CHECK = "/envoy.service.auth.v3.Authorization/Check";

  private final Logger log = System.getLogger(Logs.NAME);
  private final Settings settings;
  private final PolicyDecisionPoint decisions;
  private final PrometheusMetrics metrics;
  private final BooleanSupplier answering;
  private final List<OpenListener> listeners = new CopyOnWriteArrayList<>();
  private final Vertx vertx;

  /**
   * Doors that are closed.
   *
   * @param answering whether checks are to be answered
   */
  Doors(
      Settings settings,
      PolicyDecisionPoint decisions,
      PrometheusMetrics metrics,
      BooleanSupplier answering) {
    this.settings = settings;
    this.decisions = decisions;
    this.metrics = metrics;
    this.answering = answering;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
  }

  /** What is open. */
  List<OpenListener> listeners() {
    return listeners;
  }

  /**
   * Opens all that are not switched off.
   *
   * @throws IOException if one cannot be opened; its message names it
   */
  void open(BooleanSupplier ready, Function<List<OpenListener>, Status> status)
      throws IOException, InterruptedException {
    OperationParts operation =
        new OperationParts(vertx, ready, () -> status.apply(listeners), metrics);
    open(OPERATION, settings.listeners().operation(), 1, () -> door(new OperationDoor(operation)));
    open(
        "api",
        settings.listeners().api(),
        LOOPS,
        () -> door(new CheckDoor(api(metrics, answering))));
    open(
        "ext-authz-grpc",
        settings.listeners().extAuthzGrpc(),
        LOOPS,
        () -> door(new ExtAuthzDoor(extAuthz(metrics, answering))));
  }

  private void open(String name, Listener setting, int loops, Supplier<Door> make)
      throws IOException, InterruptedException {
    switch (setting) {
      case Listener.Off off -> {}
      case Listener.At at -> {
        try {
          listeners.add(OpenListener.open(vertx, name, at.address(), loops, make));
        } catch (IOException e) {
          throw new IOException(
              "cannot listen at " + at.address() + " (" + name + "): " + e.getMessage(), e);
        }
      }
    }
  }

  /** Sends every kind of door checks that the snapshot suggests. */
  void warmUp(Snapshot snapshot) throws InterruptedException {
    PrometheusMetrics uncounted = new PrometheusMetrics();
    List<Buffer> checks = new ArrayList<>();
    WarmUpChecks.of(snapshot.directory()).forEach(check -> checks.add(Buffer.buffer(check)));
    warmUp(
        settings.listeners().api(),
        () -> door(new CheckDoor(api(uncounted, () -> true))),
        new HttpClientOptions(),
        new WarmUp.Target("/v1/check", "application/json", WARM_UP_REQUESTS),
        checks);
    warmUp(
        settings.listeners().extAuthzGrpc(),
        () -> door(new ExtAuthzDoor(extAuthz(uncounted, () -> true))),
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false),
        new WarmUp.Target(EXT_AUTHZ_CHECK, "application/grpc", WARM_UP_REQUESTS),
        WarmUpMessages.of(WarmUpChecks.callers(snapshot.directory())));
  }

  private void warmUp(
      Listener setting,
      Supplier<Door> make,
      HttpClientOptions protocol,
      WarmUp.Target target,
      List<Buffer> bodies)
      throws InterruptedException {
    if (setting instanceof Listener.Off) {
      return;
    }
    long begun = System.nanoTime();
    try {
      OpenListener hidden =
          OpenListener.open(vertx, "warm-up", new ListenerAddress.Tcp("127.0.0.1", 0), 1, make);
      new WarmUp(vertx, LONGEST_WARM_UP).drive(hidden, protocol, target, bodies);
      log.log(
          Logger.Level.DEBUG,
          "warmed up {0} in {1} ms",
          target.path(),
          Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
    } catch (IOException | ExecutionException | TimeoutException e) {
      log.log(Logger.Level.WARNING, "could not warm up " + target.path(), e);
    }
  }

  /** Lets all that is in flight be answered, then closes; health is told to the last. */
  void close(Duration grace) throws InterruptedException {
    long end = System.nanoTime() + grace.toNanos();
    List<Future<Void>> asked = new ArrayList<>();
    List<Future<Void>> rest = new ArrayList<>();
    for (OpenListener each : listeners) {
      if (!each.name().equals(OPERATION)) {
        asked.add(each.drain(grace));
      }
    }
    await(Future.join(asked), end);
    for (OpenListener each : listeners) {
      if (each.name().equals(OPERATION)) {
        rest.add(each.drain(Duration.ZERO));
      }
    }
    await(Future.join(rest), end);
    await(vertx.close(), end);
  }

  private void await(Future<?> future, long end) throws InterruptedException {
    try {
      long left = Math.max(0, end - System.nanoTime());
      var _ = future.toCompletionStage().toCompletableFuture().get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      log.log(Logger.Level.WARNING, "the grace period is over before all requests were answered");
    } catch (ExecutionException e) {
      log.log(Logger.Level.WARNING, "a door did not close in order", e.getCause());
    }
  }

  private DoorParts api(PrometheusMetrics counts, BooleanSupplier ready) {
    ApiSettings api = settings.api();
    return new DoorParts(vertx, decisions, api, counts.door("api"), ready);
  }

  private ExtAuthzParts extAuthz(PrometheusMetrics counts, BooleanSupplier ready) {
    return new ExtAuthzParts(
        vertx,
        decisions,
        settings.grpc(),
        settings.mapping(),
        settings.identity(),
        counts.door("ext_authz_grpc"),
        ready);
  }

  private static Door door(ExtAuthzDoor door) {
    return new Door(door::listen, door::port, door::drain);
  }

  private static Door door(CheckDoor door) {
    return new Door(door::listen, door::port, door::drain);
  }

  private static Door door(OperationDoor door) {
    return new Door(door::listen, door::port, door::drain);
  }
}
