package dev.postern.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The engine decides and explains as the reference does, N-2.4, N-2.5, N-2.7, N-2.11.
 * For a long run with another seed: {@code -Dpostern.minutes=60 -Dpostern.seed=…}; {@code
 * -Dpostern.checks=…} sets the number of checks instead.
 */
final class DifferentialTest {
  private static final long SEED = 20_260_101;
  private static final long CHECKS = 1_000_000;

  @Test
  void engine_asked_answersAsTheReference() {
    long seed = Long.getLong("postern.seed", SEED);
    long minutes = Long.getLong("postern.minutes", 0);
    long checks = Long.getLong("postern.checks", minutes > 0 ? Long.MAX_VALUE : CHECKS);
    long start = System.nanoTime();
    Differential differential = new Differential(seed, Differential.Shape.LARGE);
    Optional<Difference> difference =
        differential.search(() ->
            differential.tally().of("checks") < checks
                && (minutes == 0 || System.nanoTime() - start < TimeUnit.MINUTES.toNanos(minutes)));
    Tally tally = differential.tally();
    System.out.printf(
        "differential: seed %d, %.1f s%n%s%n", seed, (System.nanoTime() - start) / 1e9, tally);
    assertThat(difference.map(Difference::report)).isEmpty();
    assertThat(tally.share("allowed", "checks")).isGreaterThan(10);
    assertThat(tally.share("explicitDeny", "checks")).isGreaterThan(10);
    assertThat(tally.share("implicitDeny", "checks")).isGreaterThan(10);
    assertThat(tally.share("with errors", "checks")).isGreaterThan(3);
    assertThat(tally.share("holds for a while", "checks")).isGreaterThan(0.5);
    assertThat(tally.share("cache hit", "checks")).isGreaterThan(10);
    assertThat(tally.share("cache miss", "checks")).isGreaterThan(10);
  }
}
