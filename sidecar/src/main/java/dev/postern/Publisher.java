package dev.postern;

import dev.postern.directory.Directory;
import dev.postern.metrics.PrometheusMetrics;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.sources.SourceListener;
import dev.postern.text.Problem;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;

/** Publishes what sources load; counts and logs what comes of it. */
final class Publisher implements SourceListener {
  private final Logger log = System.getLogger(Logs.NAME);
  private final PolicyDecisionPoint decisions;
  private final PrometheusMetrics metrics;
  private final Runnable published;

  /**
   * @param published is told after each publication
   */
  Publisher(PolicyDecisionPoint decisions, PrometheusMetrics metrics, Runnable published) {
    this.decisions = decisions;
    this.metrics = metrics;
    this.published = published;
  }

  @Override
  public void loaded(Directory directory, List<Problem> warnings) {
    warnings.forEach(warning -> log.log(Logger.Level.WARNING, Console.line(warning)));
    long begun = System.nanoTime();
    Snapshot snapshot = decisions.publish(directory);
    metrics.compiled(Duration.ofNanos(System.nanoTime() - begun));
    metrics.reloaded(PrometheusMetrics.Reload.OK);
    log.log(
        Logger.Level.INFO,
        "loaded {0}, epoch {1}: {2}",
        snapshot.id(),
        Long.toString(snapshot.epoch()),
        Counts.of(directory).toString());
    published.run();
  }

  @Override
  public void refused(List<Problem> problems) {
    metrics.reloaded(PrometheusMetrics.Reload.REFUSED);
    for (Problem problem : problems) {
      log.log(problem.isError() ? Logger.Level.ERROR : Logger.Level.WARNING, Console.line(problem));
    }
    log.log(
        Logger.Level.ERROR,
        decisions.current().isPresent()
            ? "the change is not taken up; what was loaded before stays in use"
            : "nothing is loaded; not ready until the files are right");
  }

  @Override
  public void failed(RuntimeException fault) {
    metrics.reloaded(PrometheusMetrics.Reload.REFUSED);
    log.log(Logger.Level.ERROR, "the policy files could not be taken up", fault);
  }
}
