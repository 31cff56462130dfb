package dev.postern.metrics;

import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Answer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Everything that is counted, shown as Prometheus metrics (N-8.2).
 *
 * <p>What is counted on the way of a check are striped counters of our own; the model of the
 * Prometheus client is built from them only when somebody scrapes, so that a check pays for a few
 * additions and a scrape for the rest. What is only read at a scrape are Micrometer gauges. The
 * values of every label are a closed set: no caller can add a series. Safe for use by several
 * threads.
 */
public final class PrometheusMetrics {
  private static final long MICROS = 1_000L;
  private static final long MILLIS = 1_000_000L;

  private final Map<String, DoorCounters> doors = new ConcurrentSkipListMap<>();
  private final DoorCounters operation = new DoorCounters(checkSeconds());
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LongAdder[] reloads = {new LongAdder(), new LongAdder()};
  private final DurationBuckets compiles =
      new DurationBuckets(
          MILLIS,
          10 * MILLIS,
          50 * MILLIS,
          100 * MILLIS,
          500 * MILLIS,
          1_000 * MILLIS,
          5_000 * MILLIS,
          30_000 * MILLIS);

  /** Metrics of which nothing is counted yet. */
  public PrometheusMetrics() {
    registry.getPrometheusRegistry().register(this::read);
  }

  /** The counters of a door, the same for the same name; a name is ours, never a caller's. */
  public DoorMetrics door(String name) {
    return doors.computeIfAbsent(name, _ -> new DoorCounters(checkSeconds()));
  }

  /** The counters of the operation door, which decides nothing. */
  public DoorMetrics operation() {
    return operation;
  }

  /** A directory was taken up, or refused. */
  public void reloaded(Reload result) {
    reloads[result.ordinal()].increment();
  }

  /** A directory was compiled. */
  public void compiled(Duration took) {
    compiles.add(took.toNanos());
  }

  /** Shows `postern_snapshot_epoch` and `postern_snapshot_age_seconds` from now on. */
  public void snapshot(Supplier<Number> epoch, Supplier<Number> ageSeconds) {
    Gauge.builder("postern.snapshot.epoch", epoch)
        .description("Publications so far; 0 before the first.")
        .register(registry);
    Gauge.builder("postern.snapshot.age.seconds", ageSeconds)
        .description("Time since the snapshot was last confirmed.")
        .register(registry);
  }

  /** Shows the size of a cache tier from now on; its name is ours, `l1` for the first. */
  public void cache(String tier, Supplier<Number> entries, Supplier<Number> bytes) {
    Gauge.builder("postern.cache.entries", entries)
        .description("Decisions remembered.")
        .tag("tier", tier)
        .register(registry);
    Gauge.builder("postern.cache.bytes", bytes)
        .description("Memory that remembered decisions occupy, about.")
        .tag("tier", tier)
        .register(registry);
  }

  /** Where parts of other rooms register meters that are not on the way of a check. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Everything as text. */
  public String scrape(Format format) {
    return registry.scrape(format.contentType());
  }

  /** How a folder's change ended. */
  public enum Reload {
    OK("ok"),
    REFUSED("refused");

    private final String wireName;

    Reload(String wireName) {
      this.wireName = wireName;
    }
  }

  /** The text formats. */
  public enum Format {
    /** The text format of Prometheus. */
    PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
      this.contentType = contentType;
    }

    /** The media type. */
    public String contentType() {
      return contentType;
    }
  }

  /** Fine below a millisecond, where checks are. */
  private static DurationBuckets checkSeconds() {
    return new DurationBuckets(
        10 * MICROS,
        20 * MICROS,
        50 * MICROS,
        100 * MICROS,
        200 * MICROS,
        350 * MICROS,
        500 * MICROS,
        750 * MICROS,
        MILLIS,
        2 * MILLIS,
        5 * MILLIS,
        10 * MILLIS,
        25 * MILLIS,
        100 * MILLIS,
        1_000 * MILLIS);
  }

  private MetricSnapshots read() {
    Families families = new Families();
    doors.forEach((name, door) -> {
      checks(families, name, door);
      traffic(families, name, door);
    });
    traffic(families, "operation", operation);
    for (Answer.CacheUse use : Answer.CacheUse.values()) {
      families.count(
          "postern_cache_requests",
          "Checks by what the decision cache did.",
          Labels.of("tier", "l1", "result", use.wireName()),
          doors.values().stream().mapToLong(door -> door.cache(use)).sum());
    }
    for (Reload result : Reload.values()) {
      families.count(
          "postern_reloads",
          "Changes of the directory, by how they ended.",
          Labels.of("result", result.wireName),
          reloads[result.ordinal()].sum());
    }
    families.durations(
        "postern_compile_seconds", "How long compiling took.", compiles.read(Labels.EMPTY));
    return families.all();
  }

  private static void checks(Families families, String name, DoorCounters door) {
    for (Verdict verdict : Verdict.values()) {
      for (Reason reason : Reason.values()) {
        long count = door.checks(verdict, reason);
        if (count > 0 || reason == Reason.POLICY) {
          families.count(
              "postern_checks",
              "Checks decided, by decision and reason.",
              Labels.of("door", name, "decision", verdict.wireName(), "reason", reason.wireName()),
              count);
        }
      }
    }
    families.durations(
        "postern_check_seconds",
        "From the first byte read to the answer written; for an item of a batch its own share.",
        door.seconds().read(Labels.of("door", name)));
  }

  private static void traffic(Families families, String name, DoorCounters door) {
    Labels labels = Labels.of("door", name);
    for (ErrorKind kind : ErrorKind.values()) {
      Labels kinds = Labels.of("door", name, "kind", kind.wireName());
      families.count(
          "postern_errors", "Requests that ended without decision.", kinds, door.errors(kind));
      families.count(
          "postern_shed", "Requests shed at a limit of admission.", kinds, door.shedCount(kind));
    }
    families.count("postern_connections_opened", "Connections accepted.", labels, door.opened());
    families.gauge(
        "postern_connections_active", "Connections open now.", labels, (double) door.active());
  }
}
