package dev.postern.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.engine.Engine;
import dev.postern.engine.PolicySets;
import dev.postern.explain.EvaluationError.Side;
import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.Decision;
import dev.postern.model.StatedContext;
import dev.postern.model.Verdict;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corners of the meaning in which engine and reference once differed; both are asked. */
final class MeaningTest {
  private static final String ALICE = "arn:aws:iam::" + Words.A + ":user/alice";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:" + Words.A + ":q";
  private static final String EVERYTHING =
      "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"";
  private static final MovableClock CLOCK = new MovableClock(1_767_225_600_000L);

  private final RandomWorld world = RandomWorld.empty();

  @Test
  @DisplayName("R-4.9, R-9.2: the root ARN of another partition is another account")
  void accountArn_ofOtherPartition_matchesNobody() {
    put(
        "resource " + QUEUE,
        PolicyType.RESOURCE,
        "\"Effect\":\"Deny\",\"Action\":\"*\",\"Principal\":{\"AWS\":\"arn:aws-cn:iam::"
            + Words.A
            + ":root\"}");
    put("identity " + ALICE, PolicyType.IDENTITY, EVERYTHING);
    assertThat(verdict(Map.of())).isEqualTo(Verdict.ALLOWED);
  }

  @Test
  @DisplayName("R-2.1, R-2.2: an endpoint statement without principal matches nobody")
  void endpointStatement_withoutPrincipal_matchesNobody() {
    put("identity " + ALICE, PolicyType.IDENTITY, EVERYTHING);
    put("endpoint vpce-1", PolicyType.SESSION, EVERYTHING);
    assertThat(verdict(Map.of("aws:SourceVpce", List.of("vpce-1"))))
        .isEqualTo(Verdict.IMPLICIT_DENY);
  }

  @Test
  @DisplayName("R-10.14: only the resource policy is graded in an explanation")
  void endpointPolicy_thatNamesTheAccount_isDirect() {
    put(
        "endpoint vpce-1",
        PolicyType.ENDPOINT,
        EVERYTHING + ",\"Principal\":{\"AWS\":\"" + Words.A + "\"}");
    CheckRequest request = request(Map.of("aws:SourceVpce", List.of("vpce-1")));
    assertThat(engine().explain(request).layers())
        .anySatisfy(layer -> {
          assertThat(layer.layer()).isEqualTo(Layer.ENDPOINT);
          assertThat(layer.grant()).isEqualTo(Grant.DIRECT);
        });
  }

  @Test
  @DisplayName("R-5.5: a variable of a multivalued key takes no default, not even when absent")
  void variable_ofMultivaluedKey_takesNoDefault() {
    condition("Allow", "\"StringEquals\":{\"k\":\"${aws:TagKeys, 'red'}\"}");
    assertThat(verdict(Map.of("k", List.of("red")))).isEqualTo(Verdict.IMPLICIT_DENY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Bool\":{\"k\":\"${never}\"}", "\"ArnLike\":{\"k\":[\"${never}\"]}"})
  @DisplayName("R-8.1, R-5.10: a value that cannot be read is an error beside a valueless variable")
  void unreadableValue_besideValuelessVariable_isAnError(String condition) {
    condition("Deny", condition);
    CheckRequest request = request(Map.of("k", List.of("maybe")));
    assertThat(verdict(Map.of("k", List.of("maybe")))).isEqualTo(Verdict.EXPLICIT_DENY);
    assertThat(engine().explain(request).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.side()).isEqualTo(Side.REQUEST));
  }

  @Test
  @DisplayName("R-7.22: a prefix has no leading zeros")
  void prefix_withLeadingZero_isAnError() {
    condition("Deny", "\"IpAddress\":{\"k\":\"192.0.2.0/024\"}");
    assertThat(verdict(Map.of("k", List.of("203.0.113.1")))).isEqualTo(Verdict.EXPLICIT_DENY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Allow", "Deny"})
  @DisplayName("R-8.4: a decision that rests on an error is never remembered")
  void error_isNeverRemembered(String effect) {
    condition(effect, "\"NumericLessThan\":{\"k\":\"12abc\"}");
    CheckRequest request = request(Map.of("k", List.of("5")));
    assertThat(engine().check(request).holdsUntil()).isEqualTo(Decision.ONCE);
    Snapshot snapshot =
        PolicyDecisionPoint.caching(EvaluationSettings.DEFAULT, CLOCK, new DecisionCache(1 << 20))
            .publish(world.directory());
    Admission.Admitted admitted = (Admission.Admitted) snapshot.admit(request);
    assertThat(snapshot.check(admitted).cache()).isEqualTo(Answer.CacheUse.MISS);
    assertThat(snapshot.check(admitted).cache()).isEqualTo(Answer.CacheUse.MISS);
  }

  private void condition(String effect, String condition) {
    String statement = EVERYTHING.replace("Allow", effect) + ",\"Condition\":{" + condition + "}";
    Policy tested = policy(PolicyType.IDENTITY, statement);
    Policy everything = policy(PolicyType.IDENTITY, EVERYTHING);
    world
        .policies()
        .put(
            "identity " + ALICE,
            effect.equals("Deny") ? List.of(everything, tested) : List.of(tested));
  }

  private void put(String place, PolicyType type, String statement) {
    world.policies().put(place, List.of(policy(type, statement)));
  }

  private static Policy policy(PolicyType type, String statement) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":{" + statement + "}}";
    return ((Outcome.Read<Policy>) PolicyReader.parse(new Source("test", text), type)).value();
  }

  private static CheckRequest request(Map<String, List<String>> context) {
    return new CheckRequest(
        new Caller.User(ALICE, Credentials.LONG_TERM),
        "sqs:SendMessage",
        QUEUE,
        CheckRequest.UNSAID,
        StatedContext.of(context));
  }

  private Engine engine() {
    return new Engine(world.directory(), EvaluationSettings.DEFAULT, CLOCK, new PolicySets());
  }

  /** What both say. */
  private Verdict verdict(Map<String, List<String>> context) {
    Directory directory = world.directory();
    Verdict verdict = engine().check(request(context)).verdict();
    assertThat(
            new ReferenceAuthorizer(directory, EvaluationSettings.DEFAULT, CLOCK)
                .check(request(context))
                .verdict())
        .isEqualTo(verdict);
    return verdict;
  }
}
