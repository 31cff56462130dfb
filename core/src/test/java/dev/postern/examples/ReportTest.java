package dev.postern.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.EvaluationSettings;
import dev.postern.explain.Explanation;
import dev.postern.model.Verdict;
import dev.postern.text.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an explanation reports. */
final class ReportTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z"));

  private static final String ORGANIZATION =
      """
      organizations:
        - Organization:
            Id: o-exampleorgid
            ManagementAccountId: "777788889999"
            Policies:
              - {Id: p-x, Type: %s, Content: {Version: "2012-10-17", Statement: [%s]}}
            Root:
              Id: r-ab12
              Accounts: [{Id: "777788889999"}, {Id: "111122223333", AttachedPolicies: [p-FullAWSAccess, p-x]}]
      """;

  private static Explanation explain(String world, EvaluationSettings settings) {
    Json.Members entry = Trees.asObject(YamlTree.read("world.yaml", world));
    return PublishedDecider.uncached(World.of(entry), settings, CLOCK)
        .explain(Request.of(Trees.object()));
  }

  private static List<String> matched(String world) {
    return explain(world, EvaluationSettings.DEFAULT).matched().stream()
        .map(statement -> statement.policy() + " " + statement.sid())
        .toList();
  }

  @Test
  @DisplayName("R-13.3 if any statement denies, only the denying ones are reported")
  void deny_reportsDeniesAlone() {
    assertThat(matched("policy: [{Sid: a}, {Sid: b, Effect: Deny}, {Sid: c, Effect: Deny}]"))
        .containsExactly(
            "arn:aws:iam::111122223333:user/alice#own b",
            "arn:aws:iam::111122223333:user/alice#own c");
  }

  @Test
  @DisplayName(
      "R-13.3 an allow reports every applying Allow of every layer, in the order of R-10.1")
  void allow_reportsEveryLayer() {
    String organization =
        ORGANIZATION.formatted(
            "SERVICE_CONTROL_POLICY", "{Sid: s, Effect: Allow, Action: \"s3:*\", Resource: \"*\"}");
    assertThat(matched("policy: [{Sid: a}, {Sid: b, Action: \"sqs:*\"}]\n" + organization))
        .contains("p-x s")
        .endsWith("arn:aws:iam::111122223333:user/alice#own a");
  }

  @Test
  @DisplayName(
      "R-13.4 R-13.5 missing keys are reported for SCPs too, those inside variables as well")
  void missingKeys_areThoseOfConditionsAndVariables() {
    String organization =
        ORGANIZATION.formatted(
            "SERVICE_CONTROL_POLICY",
            "{Effect: Deny, Action: \"s3:*\", Resource: \"*\","
                + " Condition: {StringEquals: {\"app:Stage\": \"${app:Wanted}\"}}}");
    Explanation explanation =
        explain("policy: {Effect: Allow}\n" + organization, EvaluationSettings.DEFAULT);
    assertThat(explanation.consultedKeys()).contains("app:stage", "app:wanted");
    assertThat(explanation.missingKeys()).contains("app:stage", "app:wanted");
  }

  @Test
  @DisplayName("R-10.11 a deployment may add services to which RCPs apply")
  void rcpServices_canBeAdded() {
    String world =
        "policy: {Effect: Allow}\n"
            + ORGANIZATION.formatted(
                "RESOURCE_CONTROL_POLICY",
                "{Effect: Deny, Principal: \"*\", Action: \"shop:*\", Resource: \"*\"}");
    Json.Members entry = Trees.asObject(YamlTree.read("world.yaml", world));
    EvaluationSettings more = EvaluationSettings.DEFAULT.withRcpServices(Set.of("shop"));
    Json.Members check = Trees.object(Trees.member("action", Trees.text("shop:Buy")));
    assertThat(
            PublishedDecider.uncached(World.of(entry), EvaluationSettings.DEFAULT, CLOCK)
                .check(Request.of(check))
                .verdict())
        .isEqualTo(Verdict.ALLOWED);
    assertThat(
            PublishedDecider.uncached(World.of(entry), more, CLOCK)
                .check(Request.of(check))
                .verdict())
        .isEqualTo(Verdict.EXPLICIT_DENY);
  }
}
