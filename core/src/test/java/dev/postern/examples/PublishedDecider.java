package dev.postern.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.explain.Explanation;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import java.time.InstantSource;

/** The decision point as it is run, with or without a cache. */
public final class PublishedDecider implements Decider {
  private static final long CACHE_BYTES = 1 << 20;

  private final Snapshot snapshot;

  private PublishedDecider(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Decides every check. */
  public static Decider uncached(
      Directory directory, EvaluationSettings settings, InstantSource clock) {
    return new PublishedDecider(PolicyDecisionPoint.uncached(settings, clock).publish(directory));
  }

  /** Asks twice, with a cache that is cold at first; both answers have to be the same. */
  public static Decider caching(
      Directory directory, EvaluationSettings settings, InstantSource clock) {
    DecisionCache cache = new DecisionCache(CACHE_BYTES);
    return new PublishedDecider(
        PolicyDecisionPoint.caching(settings, clock, cache).publish(directory));
  }

  @Override
  public Decision check(CheckRequest request) {
    Answer cold = snapshot.check(admitted(request));
    Answer warm = snapshot.check(admitted(request));
    assertThat(warm.decision()).as("asked again").isEqualTo(cold.decision());
    return warm.decision();
  }

  @Override
  public Explanation explain(CheckRequest request) {
    return snapshot.explain(admitted(request));
  }

  private Admission.Admitted admitted(CheckRequest request) {
    return switch (snapshot.admit(request)) {
      case Admission.Admitted admitted -> admitted;
      case Admission.Refused(var problems) -> throw new AssertionError("refused: " + problems);
    };
  }
}
