package dev.postern.pdp;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.engine.Engine;
import dev.postern.engine.PolicySets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds the current world behind one reference. Publishing compiles beside it and swaps; it never
 * blocks a check.
 */
public final class PolicyDecisionPoint {
  private final EvaluationSettings settings;
  private final InstantSource clock;
  private final PolicySets sets = new PolicySets();
  private final @Nullable DecisionCache cache;
  private final AtomicReference<@Nullable Snapshot> current = new AtomicReference<>();
  private long epoch;

  private PolicyDecisionPoint(
      EvaluationSettings settings, InstantSource clock, @Nullable DecisionCache cache) {
    this.settings = settings;
    this.clock = clock;
    this.cache = cache;
  }

  /** A decision point that remembers decisions. */
  public static PolicyDecisionPoint caching(
      EvaluationSettings settings, InstantSource clock, DecisionCache cache) {
    return new PolicyDecisionPoint(settings, clock, cache);
  }

  /** A decision point that decides every check. */
  public static PolicyDecisionPoint uncached(EvaluationSettings settings, InstantSource clock) {
    return new PolicyDecisionPoint(settings, clock, null);
  }

  /**
   * Compiles a directory and makes it the current one. Publishers wait for each other, checks for
   * nobody.
   */
  public synchronized Snapshot publish(Directory directory) {
    Snapshot before = current.get();
    Engine engine =
        before == null
            ? new Engine(directory, settings, clock, sets)
            : before.engine().next(directory);
    engine.compileAll();
    epoch++;
    Snapshot snapshot = new Snapshot(epoch, directory, engine, cache, clock);
    current.set(snapshot);
    return snapshot;
  }

  /** The current world; empty before the first publication, when nothing can be decided. */
  public Optional<Snapshot> current() {
    return Optional.ofNullable(current.get());
  }
}
