package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is compiled prints itself. */
final class CompiledPolicySetTest {

  private static NamedPolicy policy(PolicyType type, String statements) {
    String text = "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}";
    return switch (PolicyReader.parse(new Source("test", text), type)) {
      case Outcome.Read<Policy> read ->
          new NamedPolicy(new PolicyName(type, "test", ""), read.value());
      case Outcome.Refused<Policy> refused ->
          throw new AssertionError(refused.problems().toString());
    };
  }

  private static CompiledPolicySet set(PolicyType type, String statements) {
    return CompiledPolicySet.compile(List.of(new Pool(type, List.of(policy(type, statements)))));
  }

  @Test
  void statements_printWithTheActionsThatLeadToThem() {
    CompiledPolicySet set =
        set(
            PolicyType.IDENTITY,
            """
            {"Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject"],
             "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::home/${aws:username}/*"]},
            {"Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:sqs:*:1*:q",
             "Condition": {"StringNotLike": {"aws:PrincipalTag/Team": ["a*"]},
                           "Bool": {"aws:SecureTransport": "false"}}}
            """);
    assertThat(set)
        .hasToString(
            """
            layers 1, keys [aws:principaltag/team, aws:securetransport, aws:username]
            0: 0/0/0 Allow on [arn:aws:s3:::b/**, arn:aws:s3:::home/${aws:username}/**]
            1: 0/0/1 Deny on all but [arn:aws:sqs:**:1**:q] if StringNotLike aws:principaltag/team [a*] if Bool aws:securetransport [false]
            actions
              s3:
                * = [1]
                get* = [0]
                putobject = [0]
            """);
  }

  @Test
  void actionClass_printsItsStatementsAndTheirResources() {
    CompiledPolicySet set =
        set(
            PolicyType.IDENTITY,
            """
            {"Effect": "Allow", "Action": "s3:Get*",
             "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::home/${aws:username}/*"]},
            {"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"},
            {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::b/x"}
            """);
    assertThat(set.print("S3:GETOBJECT"))
        .isEqualTo(
            """
            [0/0/0 Allow on [arn:aws:s3:::b/**, arn:aws:s3:::home/${aws:username}/**], 0/0/2 Deny on all but [arn:aws:s3:::b/x]]
            arn:aws:s3:::
              b/
                ** = [0]
                x = [2]
              home/** = [1]
            """);
    assertThat(set.print("s3:GetObject")).isEqualTo(set.print("s3:GetAcl"));
    assertThat(set.print("sqs:Send")).isEqualTo("[]\n");
  }

  @Test
  void resourcePolicy_printsItsPrincipals() {
    CompiledPolicySet set =
        set(
            PolicyType.RESOURCE,
            """
            {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "*"},
            {"Effect": "Deny", "NotPrincipal": {"Service": "sns.amazonaws.com"}, "Action": "a:b"}
            """);
    assertThat(set)
        .hasToString(
            """
            layers 1, keys []
            0: 0/0/0 Allow to [AWS:111122223333] on all
            1: 0/0/1 Deny to all but [Service:sns.amazonaws.com] on all
            actions
              ** = [0]
              a:b = [1]
            """);
  }
}
