package dev.postern.bench;

import dev.postern.directory.EvaluationSettings;
import dev.postern.engine.Engine;
import dev.postern.engine.PolicyFamily;
import dev.postern.engine.PolicySets;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import java.time.InstantSource;
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
 * One check that is not cached, by how many statements apply to the caller and of what kind they
 * are. All are for the action that is asked for; one of them matches, the same in every world. Aim:
 * 300 ns, and no more than half as much again from 10 statements to 10,000.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBench {
  @Param({"LITERAL", "PREFIX", "LEADING_WILDCARD", "MIDDLE_WILDCARD", "CONDITIONS"})
  private PolicyFamily family = PolicyFamily.LITERAL;

  @Param({"10", "1000", "10000"})
  private int statements = 10;

  private CheckRequest[] requests = {};
  private Engine engine = engine(PolicyFamily.LITERAL, 1);
  private int next;

  private static Engine engine(PolicyFamily family, int statements) {
    return new Engine(
        family.world(statements),
        EvaluationSettings.DEFAULT,
        InstantSource.system(),
        new PolicySets());
  }

  /** Compiles, and meets every text once. */
  @Setup
  public void prepare() {
    engine = engine(family, statements);
    requests = new CheckRequest[10];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = family.request(i);
      if (!engine.check(requests[i]).allowed()) {
        throw new IllegalStateException("the request should be allowed");
      }
    }
  }

  /** The same request again and again. */
  @Benchmark
  public Decision same() {
    return engine.check(requests[7]);
  }

  /** Ten requests in turn, each of which another statement allows. */
  @Benchmark
  public Decision inTurn() {
    next = next == 9 ? 0 : next + 1;
    return engine.check(requests[next]);
  }
}
