package dev.postern.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.RequestContext;
import dev.postern.pdp.Admission;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.policy.Effect;
import dev.postern.policy.Patterns;
import dev.postern.policy.Policy;
import dev.postern.policy.Principals;
import dev.postern.policy.Sense;
import dev.postern.policy.Statement;
import dev.postern.policy.Version;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Publishing while others check: every answer belongs to one world, and nobody waits for a
 * publisher.
 */
final class PublishingTest {
  private static final String ALICE = "arn:aws:iam::" + Words.A + ":user/alice";
  private static final CheckRequest S3 = request("s3:GetObject");
  private static final CheckRequest SQS = request("sqs:SendMessage");
  private static final int PUBLICATIONS = 4_000;
  private static final int CHECKERS = 3;

  /**
   * In odd epochs identity, boundary and SCP allow S3, in even ones SQS. Parts of two worlds put
   * together allow neither; an answer of the other world allows the wrong one.
   */
  @Test
  @Timeout(120)
  void check_whileWorldsAlternate_isOfOneWorld() throws Exception {
    List<Directory> worlds = List.of(world("sqs:*"), world("s3:*"));
    PolicyDecisionPoint point =
        PolicyDecisionPoint.caching(
            EvaluationSettings.DEFAULT, InstantSource.system(), new DecisionCache(1 << 20));
    point.publish(worlds.get(1));
    AtomicBoolean published = new AtomicBoolean();
    AtomicLong seen = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(CHECKERS)) {
      List<Future<Long>> checkers = new ArrayList<>();
      for (int i = 0; i < CHECKERS; i++) {
        checkers.add(threads.submit(() -> checkUntil(published, point, seen)));
      }
      for (int i = 2; i <= PUBLICATIONS; i++) {
        assertThat(point.publish(worlds.get(i % 2)).epoch()).isEqualTo(i);
      }
      published.set(true);
      for (Future<Long> checker : checkers) {
        assertThat(checker.get()).isGreaterThan(0);
      }
    }
    // the checkers did see worlds come and go
    assertThat(seen.get()).isGreaterThan(10);
  }

  private static long checkUntil(
      AtomicBoolean published, PolicyDecisionPoint point, AtomicLong seen) {
    long checks = 0;
    long last = 0;
    while (!published.get() || checks == 0) {
      Snapshot snapshot = point.current().orElseThrow();
      boolean odd = snapshot.epoch() % 2 == 1;
      assertThat(isAllowed(snapshot, S3)).isEqualTo(odd);
      assertThat(isAllowed(snapshot, SQS)).isEqualTo(!odd);
      assertThat(snapshot.epoch()).isGreaterThanOrEqualTo(last);
      if (snapshot.epoch() != last) {
        seen.incrementAndGet();
        last = snapshot.epoch();
      }
      checks++;
    }
    return checks;
  }

  /** The publisher is held up in the middle by its clock. */
  @Test
  @Timeout(60)
  void check_whileAPublisherIsHeldUp_isAnswered() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean hold = new AtomicBoolean();
    InstantSource clock =
        new InstantSource() {
          @Override
          public Instant instant() {
            if (hold.get()) {
              reached.countDown();
              awaitUninterrupted(release);
            }
            return Instant.ofEpochMilli(millis());
          }

          @Override
          public long millis() {
            return 1_767_225_600_000L;
          }
        };
    PolicyDecisionPoint point =
        PolicyDecisionPoint.caching(EvaluationSettings.DEFAULT, clock, new DecisionCache(1 << 20));
    point.publish(world("s3:*"));
    hold.set(true);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Snapshot> publisher = threads.submit(() -> point.publish(world("sqs:*")));
      try {
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answer(threads, point)).isTrue();
        assertThat(publisher.isDone()).isFalse();
      } finally {
        release.countDown();
      }
      assertThat(publisher.get().epoch()).isEqualTo(2);
      assertThat(answer(threads, point)).isFalse();
    }
  }

  private static boolean answer(ExecutorService threads, PolicyDecisionPoint point)
      throws InterruptedException, ExecutionException, TimeoutException {
    return threads
        .submit(() -> isAllowed(point.current().orElseThrow(), S3))
        .get(30, TimeUnit.SECONDS);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isAllowed(Snapshot snapshot, CheckRequest request) {
    return snapshot.check((Admission.Admitted) snapshot.admit(request)).decision().allowed();
  }

  private static CheckRequest request(String action) {
    return new CheckRequest(
        new Caller.User(ALICE, Credentials.LONG_TERM),
        action,
        "*",
        CheckRequest.UNSAID,
        RequestContext.EMPTY);
  }

  private static Directory world(String action) {
    RandomWorld world = RandomWorld.empty();
    List<Policy> policy =
        List.of(
            new Policy(
                Version.V2012,
                "",
                List.of(
                    new Statement(
                        "",
                        Effect.ALLOW,
                        Principals.UNSTATED,
                        new Patterns(Sense.LISTED, List.of(action)),
                        new Patterns(Sense.LISTED, List.of("*")),
                        List.of(),
                        RandomConditions.NOWHERE))));
    world.policies().put("identity " + ALICE, policy);
    world.policies().put("boundary " + ALICE, policy);
    world.policies().put("scp " + Words.A + " 0", policy);
    world.facts().put("standing " + Words.A, "MEMBER");
    return world.directory();
  }
}
