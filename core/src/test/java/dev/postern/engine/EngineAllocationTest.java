package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.postern.directory.EvaluationSettings;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.model.Verdict;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The steady path of a check allocates nothing. */
final class EngineAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CHECKS = 1_000;

  @ParameterizedTest
  @EnumSource(PolicyFamily.class)
  void check_afterWarmUp_allocatesNothing(PolicyFamily family) {
    Engine engine =
        new Engine(
            family.world(100),
            EvaluationSettings.DEFAULT,
            InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z")),
            new PolicySets());
    CheckRequest request = family.request();
    Decision decision = engine.check(request);
    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOWED);
    assertThat(engine.check(family.request(100)).verdict()).isEqualTo(Verdict.IMPLICIT_DENY);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      least = Math.min(least, allocatedBy(engine, request));
    }
    assertThat(least).isZero();
  }

  private static long allocatedBy(Engine engine, CheckRequest request) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    int allowed = 0;
    for (int i = 0; i < CHECKS; i++) {
      allowed += engine.check(request).allowed() ? 1 : 0;
    }
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(allowed).isEqualTo(CHECKS);
    return after - before;
  }
}
