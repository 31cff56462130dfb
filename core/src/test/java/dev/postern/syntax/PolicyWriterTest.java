package dev.postern.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that was read is written as equivalent JSON. */
final class PolicyWriterTest {

  private static Policy read(String text) {
    Outcome<Policy> outcome = PolicyReader.parse(new Source("p", text), PolicyType.RESOURCE);
    assertThat(outcome.problems()).noneMatch(problem -> problem.isError());
    return ((Outcome.Read<Policy>) outcome).value();
  }

  @Test
  @DisplayName("R-1.13, R-1.20: single values stand alone, numbers and booleans become their text")
  void policy_isWrittenInCanonicalOrder() {
    String text =
        """
        {"Statement": {"Condition": {"Bool": {"b": true}, "NumericEquals": {"n": [3.0, 1e2]}},
         "Resource": ["arn:aws:s3:::a/*"], "Action": ["s3:Get*", "s3:Put*"], "Principal": {"AWS": "*"},
         "Effect": "Allow", "Sid": "one"}, "Id": "x\\u0022y", "Version": "2012-10-17"}
        """;
    assertThat(PolicyWriter.write(read(text)))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Id\":\"x\\\"y\",\"Statement\":[{\"Sid\":\"one\",\"Effect\":\"Allow\","
                + "\"Principal\":\"*\",\"Action\":[\"s3:Get*\",\"s3:Put*\"],\"Resource\":\"arn:aws:s3:::a/*\","
                + "\"Condition\":{\"Bool\":{\"b\":\"true\"},\"NumericEquals\":{\"n\":[\"3.0\",\"1e2\"]}}}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Statement\":[{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\"111122223333\",\"arn:aws:iam::111122223333:user/a\"],\"Service\":\"x.amazonaws.com\"},\"NotAction\":\"s3:*\",\"NotResource\":\"*\"}]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{},\"Action\":\"s3:*\"},{\"Sid\":\"a b\",\"Effect\":\"Allow\",\"Action\":\"*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Condition\":{\"ForAllValues:StringLikeIfExists\":{\"aws:TagKeys\":[]},\"StringEquals\":{}}}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Condition\":{\"StringEquals\":{\"k\":\"\\ud83d\\ude00\\u0000\",\"K\":\"b\"}}}]}"
      })
  void policy_writtenAndReadAgain_isEqual(String text) {
    Policy policy = read(text);
    assertThat(read(PolicyWriter.write(policy))).isEqualTo(policy);
  }
}
