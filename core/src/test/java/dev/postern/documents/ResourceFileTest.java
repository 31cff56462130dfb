package dev.postern.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Directory;
import dev.postern.directory.ResourceEntry;
import dev.postern.directory.ResourceEntry.KeyManager;
import dev.postern.directory.Tag;
import dev.postern.policy.PolicyType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ResourceFileTest {
  private static final String POLICY =
      "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\","
          + " \"Action\": \"s3:*\"}}";

  private static Folder resource(String members) {
    return Folder.of("r.json", "{\"Resources\": [{" + members + "}]}");
  }

  @Test
  @DisplayName("N-1.7 an entry has owner, tags and policy")
  void entry_hasOwnerTagsAndPolicy() {
    Directory directory =
        resource(
                "\"Arn\": \"arn:aws:s3:::reports\", \"AccountId\": \"222222222222\", \"Tags\":"
                    + " [{\"Key\": \"Environment\", \"Value\": \"Development\"}], \"Policy\": "
                    + POLICY)
            .directory();
    ResourceEntry entry = directory.resources().get("arn:aws:s3:::reports");
    assertThat(entry.account()).isEqualTo("222222222222");
    assertThat(entry.tags()).containsExactly(new Tag("Environment", "Development"));
    assertThat(entry.policy().getFirst().name().type()).isEqualTo(PolicyType.RESOURCE);
    assertThat(entry.policy().getFirst().name()).hasToString("arn:aws:s3:::reports");
    assertThat(entry.keyManager()).isEqualTo(KeyManager.CUSTOMER);
  }

  @Test
  @DisplayName("N-1.7 the owner may be left out if the ARN carries it, or without a policy")
  void owner_leftOut() {
    Directory queue =
        resource("\"Arn\": \"arn:aws:sqs:us-east-1:222222222222:q\", \"Policy\": " + POLICY)
            .directory();
    assertThat(queue.resources().get("arn:aws:sqs:us-east-1:222222222222:q").account())
        .isEqualTo("222222222222");
    assertThat(
            resource("\"Arn\": \"arn:aws:s3:::b\"")
                .directory()
                .resources()
                .get("arn:aws:s3:::b")
                .account())
        .isEmpty();
    assertThat(resource("\"Arn\": \"arn:aws:s3:::b\", \"Policy\": " + POLICY).problems())
        .contains("the owner of `arn:aws:s3:::b` is not known, but it has a policy (N-1.7)")
        .contains("mend: add `AccountId`");
  }

  @Test
  @DisplayName("N-1.7 owner and ARN agree")
  void owner_otherThanThatOfTheArn_isAnError() {
    assertThat(
            resource(
                    "\"Arn\": \"arn:aws:sqs:us-east-1:222222222222:q\", \"AccountId\": \"333333333333\"")
                .problems())
        .contains("`AccountId` 333333333333 is not that of the ARN, 222222222222 (N-1.7)");
  }

  @Test
  @DisplayName("N-1.7 a policy on a role is an error")
  void policy_onRole_isAnError() {
    assertThat(
            resource("\"Arn\": \"arn:aws:iam::222222222222:role/app\", \"Policy\": " + POLICY)
                .problems())
        .contains(
            "error: the policy of role `arn:aws:iam::222222222222:role/app` does not stand here")
        .contains("mend: write it as `AssumeRolePolicyDocument` of the role in its account file");
    assertThat(resource("\"Arn\": \"arn:aws:iam::222222222222:role/app\"").problems()).isEmpty();
  }

  @Test
  @DisplayName("R-10.9 a key says who manages it")
  void keyManager_isReadOrRefused() {
    String key = "\"Arn\": \"arn:aws:kms:us-east-1:222222222222:key/k\", \"KeyManager\": ";
    assertThat(
            resource(key + "\"AWS\"")
                .directory()
                .resources()
                .get("arn:aws:kms:us-east-1:222222222222:key/k")
                .keyManager())
        .isEqualTo(KeyManager.AWS);
    assertThat(resource(key + "\"aws\"").problems())
        .contains("unknown `KeyManager` `aws` (R-10.9)");
  }

  @Test
  @DisplayName("N-1.5 entries and endpoints are defined once; the same twice is fine")
  void entry_definedOtherwise_isAnError() {
    Folder twice =
        resource("\"Arn\": \"arn:aws:s3:::b\"")
            .and("s.json", "{\"Resources\": [{\"Arn\": \"arn:aws:s3:::b\"}]}");
    assertThat(twice.problems()).isEmpty();
    assertThat(
            twice
                .and(
                    "t.json",
                    "{\"Resources\": [{\"Arn\": \"arn:aws:s3:::b\", \"AccountId\": \"222222222222\"}]}")
                .problems())
        .contains(
            "t.json:1:16 ($.Resources[0]): error: `arn:aws:s3:::b` is defined otherwise at r.json");
  }

  @Test
  @DisplayName("N-1.2 VPC endpoints have a policy each")
  void endpoint_isReadOrRefused() {
    String text = "{\"VpcEndpoints\": [{\"Id\": \"vpce-1\", \"Policy\": %s}]}";
    String good = POLICY.replace("\"s3:*\"", "\"s3:*\", \"Resource\": \"*\"");
    assertThat(
            Folder.of("e.json", text.formatted(good)).directory().endpoints().get("vpce-1").name())
        .hasToString("vpce-1");
    assertThat(Folder.of("e.json", text.formatted(POLICY)).problems())
        .contains("a statement has no `Resource` (R-1.18)");
    assertThat(Folder.of("e.json", "{\"VpcEndpoints\": [{\"Id\": \"x\"}]}").problems())
        .contains("`x` is no id of a VPC endpoint (N-1.2)")
        .contains("a VPC endpoint policy has no `Policy` (N-1.3)");
  }

  @Test
  @DisplayName("N-1.7 a wildcard in an entry's ARN is literal, which is worth a warning")
  void wildcard_inArn_isAWarning() {
    assertThat(resource("\"Arn\": \"arn:aws:s3:::b/*\"").problems())
        .contains("warning: a wildcard in the ARN of a resource is literal (N-1.7)");
  }
}
