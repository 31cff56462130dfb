package dev.postern.bench;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.EvaluationSettings;
import dev.postern.engine.Engine;
import dev.postern.engine.PolicyFamily;
import dev.postern.engine.PolicySets;
import dev.postern.engine.PreparedCheck;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The decision cache, step by step, over ever other requests: to find who asks and what applies, to
 * write the key as well, to look it up as well; and to decide instead. Aim: no more than 100 ns
 * from the written key to the decision, with 10,000 entries.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheBench {
  private static final long ROOMY = 1L << 30;

  @Param({"PREFIX", "CONDITIONS"})
  private PolicyFamily family = PolicyFamily.PREFIX;

  @Param({"100", "10000"})
  private int entries = 100;

  private final DecisionCache cache = new DecisionCache(ROOMY);
  private Engine engine = engine(PolicyFamily.LITERAL, 1);
  private Admission.Admitted[] requests = {};
  private String[] keys = {};
  private Snapshot caching = snapshot(PolicyFamily.LITERAL, 1);
  private int next;

  private static Engine engine(PolicyFamily family, int statements) {
    return new Engine(
        family.world(statements),
        EvaluationSettings.DEFAULT,
        InstantSource.system(),
        new PolicySets());
  }

  private Snapshot snapshot(PolicyFamily of, int statements) {
    return PolicyDecisionPoint.caching(EvaluationSettings.DEFAULT, InstantSource.system(), cache)
        .publish(of.world(statements));
  }

  @Setup
  public void prepare() {
    engine = engine(family, entries);
    caching = snapshot(family, entries);
    requests = new Admission.Admitted[entries];
    keys = new String[entries];
    Random random = new Random(1);
    for (int i = 0; i < entries; i++) {
      CheckRequest request = family.request(i);
      requests[i] = new Admission.Admitted(request);
      caching.check(requests[i]);
      try (PreparedCheck check = engine.prepare(request)) {
        keys[i] = check.dependencies();
      }
    }
    for (int i = entries - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Admission.Admitted request = requests[i];
      requests[i] = requests[j];
      requests[j] = request;
      String key = keys[i];
      keys[i] = keys[j];
      keys[j] = key;
    }
  }

  private int next() {
    next = next + 1 >= entries ? 0 : next + 1;
    return next;
  }

  @Benchmark
  public long prepareOnly() {
    try (PreparedCheck check = engine.prepare(requests[next()].request())) {
      return check.dependencies().length();
    }
  }

  @Benchmark
  public String prepareAndWriteKey() {
    try (PreparedCheck check = engine.prepare(requests[next()].request())) {
      return check.dependencies();
    }
  }

  /** The hash of a key is known already here. */
  @Benchmark
  public Decision lookUpAKnownKey() {
    return cache.find(keys[next()]);
  }

  @Benchmark
  public Answer hit() {
    return caching.check(requests[next()]);
  }

  @Benchmark
  public Decision decide() {
    return engine.check(requests[next()].request());
  }
}
