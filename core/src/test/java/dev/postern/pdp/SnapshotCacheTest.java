package dev.postern.pdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.engine.PolicyFamily;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.RequestContext;
import dev.postern.model.StatedContext;
import dev.postern.pdp.Answer.CacheUse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A remembered decision is the one that would be made. */
final class SnapshotCacheTest {
  private static final Instant BEFORE_2020 = Instant.parse("2019-12-31T23:59:59.999Z");
  private static final Instant IN_2026 = Instant.parse("2026-11-24T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(IN_2026);
  private final InstantSource clock = now::get;
  private final DecisionCache cache = new DecisionCache(1 << 20);
  private final PolicyDecisionPoint point =
      PolicyDecisionPoint.caching(EvaluationSettings.DEFAULT, clock, cache);

  private static Answer ask(Snapshot snapshot, CheckRequest request) {
    return snapshot.check((Admission.Admitted) snapshot.admit(request));
  }

  private static CheckRequest with(CheckRequest request, RequestContext context) {
    return new CheckRequest(
        request.caller(), request.action(), request.resource(), request.resourceAccount(), context);
  }

  @Test
  void secondCheck_isAHit_alsoAfterAPublicationThatChangesNothingForIt() {
    Directory world = PolicyFamily.PREFIX.world(10);
    Snapshot first = point.publish(world);
    CheckRequest request = PolicyFamily.PREFIX.request();
    assertThat(ask(first, request).cache()).isEqualTo(CacheUse.MISS);
    assertThat(ask(first, request).cache()).isEqualTo(CacheUse.HIT);
    assertThat(ask(point.publish(world), request).cache()).isEqualTo(CacheUse.HIT);
    Answer after = ask(point.publish(PolicyFamily.PREFIX.world(3)), request);
    assertThat(after.cache()).isEqualTo(CacheUse.MISS);
    assertThat(after.decision().allowed()).isFalse();
  }

  @Test
  void keysThatNoPolicyReads_areNoPartOfTheKey_thoseThatOneReadsAre() {
    Snapshot snapshot = point.publish(PolicyFamily.CONDITIONS.world(10));
    CheckRequest request = PolicyFamily.CONDITIONS.request();
    assertThat(ask(snapshot, request).decision().allowed()).isTrue();
    StatedContext.Entry[] said =
        ((StatedContext) request.context()).entries().toArray(StatedContext.Entry[]::new);
    List<StatedContext.Entry> more =
        List.of(said[0], said[1], said[2], said[3], new StatedContext.Entry("x:y", List.of("z")));
    Answer unread = ask(snapshot, with(request, StatedContext.of(more)));
    assertThat(unread.cache()).isEqualTo(CacheUse.HIT);
    Answer read = ask(snapshot, with(request, RequestContext.EMPTY));
    assertThat(read.cache()).isEqualTo(CacheUse.MISS);
    assertThat(read.decision().allowed()).isFalse();
  }

  /** `DateGreaterThan aws:CurrentTime 2020-01-01`: right on both sides, whichever way one goes. */
  @Test
  void clock_setBackBehindAnInstantThatPoliciesSpeakOf_missesRatherThanErrs() {
    Snapshot snapshot = point.publish(PolicyFamily.CONDITIONS.world(10));
    CheckRequest request = PolicyFamily.CONDITIONS.request();
    assertThat(ask(snapshot, request).decision().allowed()).isTrue();
    now.set(IN_2026.plusSeconds(86_400));
    assertThat(ask(snapshot, request).cache()).isEqualTo(CacheUse.HIT);
    now.set(BEFORE_2020);
    Answer before = ask(snapshot, request);
    assertThat(before.cache()).isEqualTo(CacheUse.MISS);
    assertThat(before.decision().allowed()).isFalse();
    now.set(IN_2026);
    assertThat(ask(snapshot, request).decision().allowed()).isTrue();
  }

  @Test
  void evaluationError_isNeverRemembered() {
    Snapshot snapshot = point.publish(PolicyFamily.CONDITIONS.world(10));
    CheckRequest request =
        with(
            PolicyFamily.CONDITIONS.request(),
            StatedContext.of(
                Map.of(
                    "aws:SourceIp", List.of("10.1.2.3"),
                    "aws:SecureTransport", List.of("perhaps"),
                    "s3:max-keys", List.of("100"),
                    "s3:prefix", List.of("home/alice/x"))));
    assertThat(ask(snapshot, request).cache()).isEqualTo(CacheUse.MISS);
    assertThat(ask(snapshot, request).cache()).isEqualTo(CacheUse.MISS);
    assertThat(cache.entries()).isZero();
  }

  @Test
  void decisionWithoutPolicies_bypassesTheCache() {
    Snapshot snapshot = point.publish(PolicyFamily.PREFIX.world(10));
    CheckRequest nobody =
        new CheckRequest(
            new Caller.User("arn:aws:iam::111122223333:user/nobody", Credentials.LONG_TERM),
            "s3:GetObject",
            "arn:aws:s3:::b",
            CheckRequest.UNSAID,
            RequestContext.EMPTY);
    assertThat(ask(snapshot, nobody).cache()).isEqualTo(CacheUse.BYPASS);
  }

  @Test
  void cache_staysWithinItsWeight() {
    DecisionCache small = new DecisionCache(20_000);
    Snapshot snapshot =
        PolicyDecisionPoint.caching(EvaluationSettings.DEFAULT, clock, small)
            .publish(PolicyFamily.PREFIX.world(10));
    for (int i = 0; i < 5_000; i++) {
      ask(snapshot, PolicyFamily.PREFIX.request(i));
    }
    small.settle();
    assertThat(small.bytes()).isBetween(1L, 20_000L);
    assertThat(small.entries()).isBetween(1L, 100L);
  }

  @Test
  void decisionPoint_withoutCache_decidesEachTime() {
    Snapshot snapshot =
        PolicyDecisionPoint.uncached(EvaluationSettings.DEFAULT, clock)
            .publish(PolicyFamily.PREFIX.world(10));
    assertThat(ask(snapshot, PolicyFamily.PREFIX.request()).cache()).isEqualTo(CacheUse.BYPASS);
    assertThat(ask(snapshot, PolicyFamily.PREFIX.request()).cache()).isEqualTo(CacheUse.BYPASS);
  }
}
