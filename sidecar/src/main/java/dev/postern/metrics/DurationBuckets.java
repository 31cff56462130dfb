package dev.postern.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations by size. One count is two additions to striped counters; nobody waits. */
final class DurationBuckets {
  private static final double NANOS = 1e9;

  private final long[] bounds;
  private final double[] boundsInSeconds;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  /**
   * Empty buckets.
   *
   * @param bounds upper bounds, inclusive and rising, in nanoseconds
   */
  DurationBuckets(long... bounds) {
    this.bounds = bounds.clone();
    this.boundsInSeconds = new double[bounds.length + 1];
    this.counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i <= bounds.length; i++) {
      boundsInSeconds[i] = i < bounds.length ? bounds[i] / NANOS : Double.POSITIVE_INFINITY;
      counts[i] = new LongAdder();
    }
  }

  void add(long nanos) {
    int place = Arrays.binarySearch(bounds, nanos);
    counts[place < 0 ? -place - 1 : place].increment();
    sum.add(nanos);
  }

  HistogramDataPointSnapshot read(Labels labels) {
    long[] read = new long[counts.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = counts[i].sum();
    }
    return HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(ClassicHistogramBuckets.of(boundsInSeconds, read))
        .sum(sum.sum() / NANOS)
        .build();
  }
}
