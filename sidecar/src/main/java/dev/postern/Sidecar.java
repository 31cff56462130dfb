package dev.postern;

import dev.postern.cache.DecisionCache;
import dev.postern.config.DataSettings;
import dev.postern.config.Settings;
import dev.postern.directory.Directory;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.sources.DirectorySource;
import dev.postern.sources.FolderLimits;
import dev.postern.sources.WatchTimes;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server from its first to its last moment: load, compile, listen, warm up, say that it is
 * ready; and in the end say that it is not, answer what is in flight, close (N-7.4, N-8.4, E-15.1).
 */
final class Sidecar {
  private static final Duration RESCAN = Duration.ofSeconds(60);

  private final Logger log = System.getLogger(Logs.NAME);
  private final Settings settings;
  private final Consumer<ReadyLine> announce;
  private final PrometheusMetrics metrics = new PrometheusMetrics();
  private final StatusReport report;
  private final PolicyDecisionPoint decisions;
  private final DirectorySource source;
  private volatile @Nullable Doors doors;
  private volatile Stage stage = Stage.LOADING;

  /**
   * A server that has not begun.
   *
   * @param announce is told once, when the server is ready
   */
  Sidecar(Settings settings, InstantSource clock, Consumer<ReadyLine> announce) {
    this.settings = settings;
    this.announce = announce;
    DecisionCache cache =
        switch (settings.cache().use()) {
          case ON -> new DecisionCache(settings.cache().maxBytes());
          case OFF -> null;
        };
    this.decisions =
        cache == null
            ? PolicyDecisionPoint.uncached(settings.evaluation(), clock)
            : PolicyDecisionPoint.caching(settings.evaluation(), clock, cache);
    DataSettings data = settings.data();
    this.source =
        new DirectorySource(
            Path.of(data.directory()),
            new FolderLimits(data.maxFiles(), data.maxFileBytes()),
            new WatchTimes(data.quietPeriod(), data.longestWait(), data.scanInterval(), RESCAN),
            new Publisher(decisions, metrics, this::published),
            clock);
    this.report = new StatusReport(decisions, source, cache, clock);
    report.show(metrics);
  }

  /** Begins; returns when the server is ready, or waits for files that are right. */
  Start start() throws InterruptedException {
    Outcome<Directory> loaded = source.load();
    if (loaded instanceof Outcome.Refused<Directory> refused) {
      switch (settings.data().brokenStart()) {
        case FATAL -> {
          return new Start.Failed("the policy files have errors", refused.problems());
        }
        case ALLOWED -> new Publisher(decisions, metrics, () -> {}).refused(refused.problems());
      }
    }
    Doors open = new Doors(settings, decisions, metrics, this::isAnswering);
    doors = open;
    try {
      open.open(() -> stage == Stage.READY, listeners -> report.status(stage, listeners));
    } catch (IOException e) {
      return new Start.Failed(String.valueOf(e.getMessage()), List.of());
    }
    stage = Stage.LISTENING;
    published();
    source.watch();
    return new Start.Begun();
  }

  /** Ends in order, within the grace period. Once is enough; again does nothing. */
  void stop() {
    Logger.Level level = stage == Stage.LOADING ? Logger.Level.DEBUG : Logger.Level.INFO;
    stage = Stage.ENDING;
    log.log(level, "ending");
    try {
      source.stop();
      Doors open = doors;
      if (open != null) {
        open.close(settings.gracePeriod());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.log(level, "ended");
  }

  /** Ready once there is a world behind open doors. */
  private synchronized void published() {
    Doors open = doors;
    Optional<Snapshot> snapshot = decisions.current();
    if (stage != Stage.LISTENING || open == null || snapshot.isEmpty()) {
      return;
    }
    try {
      open.warmUp(snapshot.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (stage != Stage.LISTENING) {
      return;
    }
    stage = Stage.READY;
    TreeMap<String, String> addresses = new TreeMap<>();
    open.listeners().forEach(each -> addresses.put(each.name(), each.address().toString()));
    announce.accept(
        new ReadyLine(addresses, snapshot.get().id(), Counts.of(snapshot.get().directory())));
  }

  /** What arrives after the end has begun is still answered. */
  private boolean isAnswering() {
    return stage == Stage.READY || stage == Stage.ENDING;
  }

  /** What came of beginning. */
  sealed interface Start {
    /** The server is up. */
    record Begun() implements Start {}

    /**
     * It is not.
     *
     * @param message why, on one line
     * @param problems what is wrong with the policy files; empty if it is something else
     */
    record Failed(String message, List<Problem> problems) implements Start {}
  }
}
