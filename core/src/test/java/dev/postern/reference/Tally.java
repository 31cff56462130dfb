package dev.postern.reference;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts, to see that no class of answers is rare. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** In percent of another count. */
  double share(String name, String whole) {
    return of(whole) == 0 ? 0 : 100.0 * of(name) / of(whole);
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(e ->
            "%-28s %,12d  %5.1f %%"
                .formatted(e.getKey(), e.getValue(), share(e.getKey(), "checks")))
        .collect(Collectors.joining("\n"));
  }
}
