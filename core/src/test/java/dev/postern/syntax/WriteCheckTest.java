package dev.postern.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.PolicyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WriteCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\" | The policy failed legacy parsing",
        "\"Effect\":\"Allow\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\" | Syntax errors in policy.",
        "\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"NotAction\":\"iam:*\",\"Resource\":\"*\" | Syntax errors in policy.",
        "\"Effect\":\"Allow\",\"Resource\":\"depot\" | Policy statement must contain actions.",
        "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"depot\" | Resource depot must be in ARN format or \"*\".",
        "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:us-east-1::b\" | Resource arn:aws:s3:us-east-1::b can not contain region information.",
        "\"Effect\":\"Allow\",\"Action\":\"GetObject\",\"Resource\":\"*\" | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        "\"Effect\":\"Allow\",\"Action\":\"s3*:GetObject\",\"Resource\":\"*\" | Vendor s3* is not valid",
        "\"Effect\":\"Allow\",\"Action\":\"s3:Get,s3:Put\",\"Resource\":\"*\" | Actions/Condition can contain only one colon.",
        "\"Effect\":\"Allow\",\"Action\":\"*\" | Policy statement must contain resources.",
        "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"2026-13-01\"}} | The policy failed legacy parsing",
      })
  void document_ofRow_hasMessage(String statement, String message) {
    String text = "{\"Version\":\"2012-10-17\",\"Statement\":[{" + statement + "}]}";
    assertThat(WriteCheck.refusal(text, PolicyType.IDENTITY, WriteKind.MANAGED)).contains(message);
  }

  @Test
  void version_missing_isRefusedForManagedOnly() {
    String text = "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    assertThat(WriteCheck.refusal(text, PolicyType.IDENTITY, WriteKind.MANAGED))
        .contains("Policy document must be version 2012-10-17 or greater.");
    assertThat(WriteCheck.refusal(text, PolicyType.IDENTITY, WriteKind.INLINE)).isEmpty();
  }

  @Test
  void trust_withResource_isRefused() {
    String text =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}";
    assertThat(WriteCheck.refusal(text, PolicyType.TRUST, WriteKind.INLINE))
        .contains("Has prohibited field Resource.");
  }
}
