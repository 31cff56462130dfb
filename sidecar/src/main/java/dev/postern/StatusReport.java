package dev.postern;

import dev.postern.cache.DecisionCache;
import dev.postern.http.Status;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.sources.DirectorySource;
import dev.postern.sources.SourceStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the server is, for status and gauges (N-8.1, N-8.2, N-8.3).
 *
 * @param decisions what is published
 * @param source where it comes from
 * @param cache what is remembered; none if decisions are not remembered
 * @param clock tells ages
 */
record StatusReport(
    PolicyDecisionPoint decisions,
    DirectorySource source,
    @Nullable DecisionCache cache,
    InstantSource clock) {

  /** Shows it as gauges from now on. */
  void show(PrometheusMetrics metrics) {
    metrics.snapshot(
        () -> decisions.current().map(Snapshot::epoch).orElse(0L),
        () -> decisions.current().isPresent() ? ageSeconds() : 0);
    DecisionCache decided = cache;
    if (decided != null) {
      metrics.cache("l1", decided::entries, decided::bytes);
    }
  }

  /** The whole of it. */
  Status status(Stage stage, List<OpenListener> listeners) {
    SourceStatus files = source.status();
    Optional<Snapshot> snapshot = decisions.current();
    DecisionCache decided = cache;
    return new Status(
        ProgramVersion.text(),
        state(stage, files),
        snapshot.map(this::world).orElse(new Status.World.Nothing()),
        List.of(new Status.Source(files.name(), files.loadedAt().stream().toList(), files.error())),
        decided == null
            ? new Status.Cache(0, 0)
            : new Status.Cache(decided.entries(), decided.bytes()),
        listeners.stream()
            .map(each -> new Status.Listener(each.name(), each.address().toString()))
            .toList());
  }

  private static Status.State state(Stage stage, SourceStatus files) {
    return switch (stage) {
      case LOADING, LISTENING -> Status.State.LOADING;
      case READY, ENDING -> files.error().isEmpty() ? Status.State.READY : Status.State.DEGRADED;
    };
  }

  private Status.World world(Snapshot snapshot) {
    return new Status.World.Loaded(
        snapshot.id(), snapshot.epoch(), snapshot.publishedAt(), ageSeconds());
  }

  private double ageSeconds() {
    return Duration.between(source.confirmed(), clock.instant()).toMillis() / 1000.0;
  }
}
