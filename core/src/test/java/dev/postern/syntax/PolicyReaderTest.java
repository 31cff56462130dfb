package dev.postern.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy text that is wrong: every problem, where it is, and what to do about it. */
final class PolicyReaderTest {

  private static Outcome<Policy> read(String text, PolicyType type) {
    return PolicyReader.parse(new Source("p.json", text), type);
  }

  @Test
  @DisplayName("all problems of a document are reported, each with line, column, caret and mend")
  void document_withManyProblems_reportsAll() {
    String text =
        """
        {
          "Version": "2012-10-18",
          "Statement": [
            {"Effect": "allow", "Action": "s3:GetObject", "Resource": "*", "Colour": 1},
            {"Effect": "Deny", "Action": [], "Resource": "*",
             "Condition": {"StringEqual": {"k": null}}}
          ]
        }
        """;
    String printed =
        read(text, PolicyType.IDENTITY).problems().stream()
            .map(Problem::print)
            .collect(Collectors.joining());
    assertThat(printed)
        .isEqualTo(
            """
            p.json:2:14 ($.Version): error: unknown `Version` `2012-10-18` (R-1.7)
                  "Version": "2012-10-18",
                             ^
                mend: write "2012-10-17"
            p.json:4:68 ($.Statement[0].Colour): error: unknown key `Colour` (R-1.14)
                    {"Effect": "allow", "Action": "s3:GetObject", "Resource": "*", "Colour": 1},
                                                                                   ^
                mend: known are: Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition
            p.json:4:16 ($.Statement[0].Effect): error: unknown `Effect` `allow` (R-1.16)
                    {"Effect": "allow", "Action": "s3:GetObject", "Resource": "*", "Colour": 1},
                               ^
                mend: did you mean `Allow`?
            p.json:6:20 ($.Statement[1].Condition.StringEqual): error: unknown operator `StringEqual` (R-1.21)
                     "Condition": {"StringEqual": {"k": null}}}
                                   ^
                mend: did you mean `StringEquals`?
            p.json:6:41 ($.Statement[1].Condition.StringEqual.k): error: a value of `k` is no string, number or boolean (R-1.20)
                     "Condition": {"StringEqual": {"k": null}}}
                                                        ^
                mend: write it as a string
            p.json:5:34 ($.Statement[1].Action): error: `Action` is an empty list (R-1.17)
                    {"Effect": "Deny", "Action": [], "Resource": "*",
                                                 ^
                mend: name at least one, or remove the statement
            """);
  }

  static List<Arguments> refused() {
    String allow = "\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\"";
    return List.of(
        of(PolicyType.IDENTITY, "[]", "a policy is a JSON object (R-1.1)"),
        of(PolicyType.IDENTITY, "{}", "a policy has no `Statement` (R-1.12)"),
        of(PolicyType.IDENTITY, "{\"Statement\":[]}", "`Statement` is an empty list (R-1.12)"),
        of(
            PolicyType.IDENTITY,
            "{\"Statement\":[],\"Statement\":[]}",
            "`Statement` stands twice in one object (R-1.4)",
            "`Statement` is an empty list (R-1.12)"),
        of(PolicyType.IDENTITY, "{\"Statement\":[7]}", "a statement is an object (R-1.12)"),
        of(
            PolicyType.IDENTITY,
            "{\"Id\":7,\"Statement\":{" + allow + ",\"Resource\":\"*\"}}",
            "`Id` is no string (R-1.11)"),
        of(
            PolicyType.IDENTITY,
            statement(allow + ",\"Resource\":\"*\",\"Sid\":\"a b\""),
            "`Sid` `a b` is not alphanumeric (R-1.15)"),
        of(
            PolicyType.IDENTITY,
            statement(allow + ",\"Resource\":\"*\",\"Principal\":\"*\""),
            "`Principal` is forbidden in an identity-based policy (R-2.1)"),
        of(PolicyType.IDENTITY, statement(allow), "a statement has no `Resource` (R-1.18)"),
        of(
            PolicyType.IDENTITY,
            statement(allow + ",\"NotAction\":\"*\",\"Resource\":\"*\",\"NotResource\":\"*\""),
            "both `Action` and `NotAction` in one statement (R-1.17)",
            "both `Resource` and `NotResource` in one statement (R-1.18)"),
        of(
            PolicyType.IDENTITY,
            statement(allow + ",\"Resource\":\"*\",\"Condition\":[]"),
            "`Condition` is no object (R-1.20)"),
        of(
            PolicyType.IDENTITY,
            statement(
                allow + ",\"Resource\":\"*\",\"Condition\":{\"NullIfExists\":{\"k\":\"true\"}}"),
            "unknown operator `NullIfExists` (R-1.21)"),
        of(
            PolicyType.TRUST,
            statement(
                "\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"NotPrincipal\":\"*\",\"Resource\":\"*\""),
            "`NotPrincipal` is forbidden in a role trust policy (R-2.1)",
            "`Resource` is forbidden in a role trust policy (R-2.6)"),
        of(
            PolicyType.RESOURCE,
            statement(allow + ",\"Principal\":{\"aws\":\"*\"}"),
            "unknown key `aws` (R-1.19)"),
        of(
            PolicyType.RESOURCE,
            statement(allow + ",\"Principal\":\"me\""),
            "`Principal` is neither `\"*\"` nor an object (R-1.19)"),
        of(
            PolicyType.SERVICE_CONTROL,
            "{\"Statement\":{" + allow + ",\"Resource\":\"*\"}}",
            "a service control policy has `Version` 2012-10-17 (R-1.10)"),
        of(
            PolicyType.SERVICE_CONTROL,
            statement(allow + ",\"Resource\":\"arn:aws:s3\""),
            "`arn:aws:s3` is a short ARN that does not end with `*` (R-4.13)"),
        of(
            PolicyType.RESOURCE_CONTROL,
            statement(allow + ",\"Principal\":{\"AWS\":\"*\"},\"Resource\":\"*\""),
            "a resource control policy can only deny (R-2.8)",
            "`Principal` of a resource control policy is exactly `\"*\"` (R-2.8)"),
        of(
            PolicyType.RESOURCE_CONTROL,
            statement(
                "\"Effect\":\"Deny\",\"Principal\":\"*\",\"NotAction\":\"s3:*\",\"Resource\":\"arn:aws:s3:*\""),
            "`NotAction` is forbidden in a resource control policy (R-2.8)",
            "`arn:aws:s3:*` is a short ARN (R-4.13)"),
        of(
            PolicyType.RESOURCE_CONTROL,
            statement(
                "\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\""),
            "the action `*` is forbidden in a resource control policy (R-2.8)"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void document_thatItsTypeForbids_isRefusedWithEveryReason(
      PolicyType type, String text, List<String> messages) {
    Outcome<Policy> outcome = read(text, type);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.problems().stream().filter(Problem::isError).map(Problem::message))
        .containsExactlyInAnyOrderElementsOf(messages);
    assertThat(outcome.problems()).allMatch(problem -> !problem.mend().isEmpty());
  }

  static List<Arguments> warned() {
    String rest = ",\"Resource\":\"*\"";
    return List.of(
        of(
            PolicyType.IDENTITY,
            statement("\"Effect\":\"Allow\",\"Action\":\"s3:Get Object\"" + rest),
            "`s3:Get Object` matches nothing: it contains white space (R-3.7)"),
        of(
            PolicyType.IDENTITY,
            statement("\"Effect\":\"Allow\",\"Action\":\"s3:\"" + rest),
            "`s3:` matches nothing: it has no name after the colon (R-3.6)"),
        of(
            PolicyType.IDENTITY,
            statement("\"Effect\":\"Allow\",\"Action\":\"s3*:Get\"" + rest),
            "AWS would refuse the action `s3*:Get`: Vendor s3* is not valid (R-14.15)"),
        of(
            PolicyType.IDENTITY,
            statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::a/${x\""),
            "a variable has no `}` in `arn:aws:s3:::a/${x`; it is literal text (R-5.12)"),
        of(
            PolicyType.IDENTITY,
            statement(
                "\"Effect\":\"Allow\",\"Action\":\"*\""
                    + rest
                    + ",\"Condition\":{\"NumericEquals\":{\"k\":\"1x\"}}"),
            "`NumericEquals` can never read `1x` (R-8.7)"),
        of(
            PolicyType.IDENTITY,
            statement(
                "\"Effect\":\"Allow\",\"Action\":\"*\""
                    + rest
                    + ",\"Condition\":{\"StringEquals\":{\"k\":\"a\",\"K\":\"b\"}}"),
            "key `K` stands twice in different case; both must hold (R-1.5)"),
        of(
            PolicyType.IDENTITY,
            statement(
                "\"Effect\":\"Allow\",\"Action\":\"*\""
                    + rest
                    + ",\"Condition\":{\"StringEquals\":{\"k\":[]}}"),
            "`k` has an empty list of values (R-1.23)"),
        of(
            PolicyType.RESOURCE,
            statement("\"Effect\":\"Allow\",\"Action\":\"*\""),
            "a statement without `Principal` matches nobody (R-2.2)"),
        of(
            PolicyType.RESOURCE,
            statement(
                "\"Effect\":\"Allow\",\"Action\":\"*\",\"NotPrincipal\":{\"AWS\":\"111122223333\"}"),
            "`NotPrincipal` with `Allow` never applies (R-2.3)"),
        of(
            PolicyType.RESOURCE,
            statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Principal\":{\"AWS\":[]}"),
            "an empty `Principal` names nobody (R-1.24)"),
        of(
            PolicyType.TRUST,
            statement("\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRoles\",\"Principal\":\"*\""),
            "`sts:AssumeRoles` is no action of a role trust policy (R-2.5)"));
  }

  @ParameterizedTest
  @MethodSource("warned")
  void document_thatAwsStoresButNeverMatches_isReadWithAWarning(
      PolicyType type, String text, List<String> messages) {
    Outcome<Policy> outcome = read(text, type);
    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    assertThat(outcome.problems().stream().map(Problem::message))
        .containsExactlyInAnyOrderElementsOf(messages);
  }

  @Test
  @DisplayName("R-1.1: a character beyond U+00FF is pointed at")
  void text_withForbiddenCharacter_isRefused() {
    Outcome<Policy> outcome =
        read(
            "{\"Id\":\"\u20ac\",\n"
                + statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"")
                    .substring(1),
            PolicyType.IDENTITY);
    assertThat(outcome.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message())
              .isEqualTo("the character U+20AC is not allowed in a policy (R-1.1)");
          assertThat(problem.place().column()).isEqualTo(8);
        });
  }

  @Test
  @DisplayName("R-1.2: 131,072 characters are read, one more is not")
  void text_atTheLimit_isRead() {
    String policy = statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    String longest = policy + " ".repeat(131_072 - policy.length());
    assertThat(read(longest, PolicyType.IDENTITY)).isInstanceOf(Outcome.Read.class);
    assertThat(read(longest + " ", PolicyType.IDENTITY)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  @DisplayName("R-1.3: a top-level key `Conditions` is tolerated and has no effect")
  void topLevelConditions_isTolerated() {
    String policy = statement("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"");
    Outcome<Policy> with = read("{\"Conditions\":{}," + policy.substring(1), PolicyType.IDENTITY);
    assertThat(((Outcome.Read<Policy>) with).value())
        .isEqualTo(((Outcome.Read<Policy>) read(policy, PolicyType.IDENTITY)).value());
  }

  private static String statement(String members) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + members + "}]}";
  }

  private static Arguments of(PolicyType type, String text, String... messages) {
    return Arguments.of(type, text, Arrays.asList(messages));
  }
}
