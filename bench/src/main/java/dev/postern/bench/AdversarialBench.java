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
 * Patterns made to hurt, on the text they fear. Aim: within twice of a friendly pattern of the same
 * length on the same text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdversarialBench {

  /** In the resource element, in one with a variable, and as a value of `StringLike`. */
  public enum Where {
    RESOURCE,
    RESOURCE_WITH_VARIABLE,
    CONDITION
  }

  /** Patterns of one length, both of which need the whole text. */
  public enum Kind {
    FRIENDLY("a*aaaaaab"),
    ADVERSARIAL("a*a*a*a*b");

    private final String pattern;

    Kind(String pattern) {
      this.pattern = pattern;
    }
  }

  @Param private Where where = Where.RESOURCE;
  @Param private Kind kind = Kind.FRIENDLY;

  @Param({"32", "1024"})
  private int length = 32;

  private CheckRequest request = PolicyFamily.LITERAL.request();
  private Engine engine = engine(Where.RESOURCE, "*");

  private static Engine engine(Where where, String pattern) {
    return new Engine(
        switch (where) {
          case RESOURCE -> PolicyFamily.single("arn:aws:s3:::" + pattern, "*");
          case RESOURCE_WITH_VARIABLE ->
              PolicyFamily.single("arn:aws:s3:::" + pattern + "${aws:username, ''}", "*");
          case CONDITION -> PolicyFamily.single("*", pattern);
        },
        EvaluationSettings.DEFAULT,
        InstantSource.system(),
        new PolicySets());
  }

  @Setup
  public void prepare() {
    engine = engine(where, kind.pattern);
    request = PolicyFamily.requestOf("a".repeat(length));
  }

  @Benchmark
  public Decision check() {
    return engine.check(request);
  }
}
