package dev.postern.grpc;

import dev.postern.config.GrpcSettings;
import dev.postern.config.IdentitySettings;
import dev.postern.config.ListenerAddress;
import dev.postern.config.MappingSettings;
import dev.postern.directory.EvaluationSettings;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.wire.CheckResponseFacts;
import dev.postern.wire.CheckResponseWriter;
import dev.postern.wire.Stamp;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** An ext_authz door on a socket of its own, with a service of the test. */
final class Open implements AutoCloseable {
  static final GrpcSettings SETTINGS = settings(64 * 1024, 4096);

  final Vertx vertx;
  final PrometheusMetrics metrics = new PrometheusMetrics();
  final AtomicBoolean ready = new AtomicBoolean(true);
  final ExtAuthzDoor door;

  Open(CheckService service) {
    this(service, SETTINGS, new ListenerAddress.Tcp("127.0.0.1", 0));
  }

  Open(CheckService service, GrpcSettings settings, ListenerAddress address) {
    VertxBuilder builder = Vertx.builder();
    builder.with(new io.vertx.core.VertxOptions().setPreferNativeTransport(true));
    this.vertx = builder.build();
    this.door =
        new ExtAuthzDoor(
            new ExtAuthzParts(
                vertx,
                PolicyDecisionPoint.uncached(EvaluationSettings.DEFAULT, InstantSource.system()),
                settings,
                MappingSettings.DEFAULT,
                IdentitySettings.DEFAULT,
                metrics.door("grpc"),
                ready::get),
            service);
    await(door.listen(address));
  }

  static GrpcSettings settings(int maxReceiveBytes, int maxConnections) {
    GrpcSettings d = GrpcSettings.DEFAULT;
    return new GrpcSettings(
        maxReceiveBytes,
        d.deadlineMargin(),
        d.maxConcurrentStreams(),
        maxConnections,
        d.idleTimeout(),
        d.metadata(),
        d.decisionMaxAge(),
        d.removeHeaders(),
        d.principalHeader());
  }

  /** A service that decides the same for everybody. */
  static CheckService deciding(Verdict verdict) {
    Answer answer = new Answer(Decision.of(verdict, Reason.POLICY), Answer.CacheUse.MISS);
    byte[] response =
        new CheckResponseWriter(SETTINGS, InstantSource.system())
            .write(new CheckResponseFacts(answer, new Stamp("id", "snapshot", 1), "alice", ""))
            .orElseThrow();
    return _ -> new Reply.Decided(response, answer);
  }

  ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", door.port())
        .usePlaintext()
        .maxInboundMetadataSize(65_536)
        .build();
  }

  String count(String series) {
    return metrics
        .scrape(PrometheusMetrics.Format.PROMETHEUS)
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1).replace(".0", ""))
        .findFirst()
        .orElse("none");
  }

  /** How many errors of a kind were counted. */
  String errors(String kind) {
    return count("postern_errors_total{door=\"grpc\",kind=\"" + kind + "\"}");
  }

  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
