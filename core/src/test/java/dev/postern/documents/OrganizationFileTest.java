package dev.postern.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Membership;
import dev.postern.directory.Membership.Level;
import dev.postern.directory.Membership.Standing;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OrganizationFileTest {
  private static final String FILE =
      """
      { "Organization": { "Id": "o-exampleorgid", "ManagementAccountId": "111111111111",
          "EnabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
          "Policies": [ { "Id": "p-noec2east", "Name": "NoEc2InUsEast1", "Type": "SERVICE_CONTROL_POLICY",
            "Content": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "ec2:*", "Resource": "*" } } } ],
          "Root": { "Id": "r-ab12", "AttachedPolicies": ["p-FullAWSAccess"],
            "Accounts": [ { "Id": "111111111111", "Name": "management" } ],
            "OrganizationalUnits": [ { "Id": "ou-ab12-prod0001", "Name": "Prod", "AttachedPolicies": ["p-FullAWSAccess", "p-noec2east"],
                "Accounts": [ { "Id": "222222222222", "Name": "prod", "AttachedPolicies": ["p-FullAWSAccess"] } ],
                "OrganizationalUnits": [] } ] } } }
      """;

  private static Membership member(String text, String account) {
    return Folder.of("o.json", text).directory().memberships().get(account);
  }

  private static List<String> print(List<Level> levels) {
    return levels.stream()
        .map(level ->
            level.id() + level.policies().stream().map(policy -> policy.name().name()).toList())
        .toList();
  }

  @Test
  @DisplayName("N-1.6 R-12.4 the tree is walked to every account")
  void tree_isWalkedToEveryAccount() {
    assertThat(Folder.of("o.json", FILE).problems()).isEmpty();
    Membership prod = member(FILE, "222222222222");
    assertThat(prod.organizationId()).isEqualTo("o-exampleorgid");
    assertThat(prod.standing()).isEqualTo(Standing.MEMBER);
    assertThat(prod.path()).isEqualTo("o-exampleorgid/r-ab12/ou-ab12-prod0001/");
    assertThat(print(prod.serviceControl()))
        .containsExactly(
            "r-ab12[p-FullAWSAccess]",
            "ou-ab12-prod0001[p-FullAWSAccess, p-noec2east]",
            "222222222222[p-FullAWSAccess]");
    assertThat(member(FILE, "111111111111").standing()).isEqualTo(Standing.MANAGEMENT);
    assertThat(member(FILE, "111111111111").path()).isEqualTo("o-exampleorgid/r-ab12/");
  }

  @Test
  @DisplayName("N-1.6 RCPFullAWSAccess is attached everywhere while the type is enabled")
  void resourceControl_hasFullAccessEverywhere() {
    assertThat(print(member(FILE, "222222222222").resourceControl()))
        .containsExactly(
            "r-ab12[p-RCPFullAWSAccess]",
            "ou-ab12-prod0001[p-RCPFullAWSAccess]",
            "222222222222[p-RCPFullAWSAccess]");
  }

  @Test
  @DisplayName("R-10.13 a type that is not enabled has no levels")
  void typeNotEnabled_hasNoLevels() {
    Membership prod = member(FILE.replace(", \"RESOURCE_CONTROL_POLICY\"]", "]"), "222222222222");
    assertThat(prod.resourceControl()).isEmpty();
    assertThat(prod.serviceControl()).hasSize(3);
  }

  @Test
  @DisplayName(
      "N-1.6 `AttachedPolicies` left out is FullAWSAccess; R-10.7 an empty list allows nothing")
  void attachedPolicies_emptyOrLeftOut() {
    String text = FILE.replace("\"AttachedPolicies\": [\"p-FullAWSAccess\"],\n", "");
    assertThat(print(member(text, "222222222222").serviceControl()).getFirst())
        .isEqualTo("r-ab12[p-FullAWSAccess]");
    String empty =
        FILE.replace(
            "\"prod\", \"AttachedPolicies\": [\"p-FullAWSAccess\"]",
            "\"prod\", \"AttachedPolicies\": []");
    assertThat(print(member(empty, "222222222222").serviceControl()).getLast())
        .isEqualTo("222222222222[]");
    assertThat(Folder.of("o.json", empty).problems())
        .contains(
            "warning: no service control policy is attached here, so nothing is allowed below (R-10.7)");
  }

  @Test
  @DisplayName("N-1.5 an attached policy that does not exist is an error")
  void attachment_toNowhere_isAnError() {
    assertThat(Folder.of("o.json", FILE.replace(", \"p-noec2east\"", ", \"p-other\"")).problems())
        .contains("error: there is no policy `p-other` in this organization (N-1.5)");
  }

  @Test
  @DisplayName("N-1.6 the management account stands in the tree")
  void managementAccount_notInTheTree_isAnError() {
    assertThat(
            Folder.of(
                    "o.json",
                    FILE.replace(
                        "Id\": \"111111111111\", \"Name", "Id\": \"333333333333\", \"Name"))
                .problems())
        .contains("error: the management account 111111111111 stands nowhere in the tree (N-1.6)");
  }

  @Test
  @DisplayName("N-1.6 an account stands in one place only, over all organizations")
  void account_inTwoPlaces_isAnError() {
    String other = FILE.replace("o-exampleorgid", "o-other");
    assertThat(Folder.of("a.json", FILE).and("b.json", other).problems())
        .contains("account 222222222222 stands also at a.json:8:");
    assertThat(Folder.of("a.json", FILE).and("b.json", FILE).problems()).isEmpty();
    assertThat(Folder.of("a.json", FILE.replace("222222222222", "111111111111")).problems())
        .contains("account 111111111111 stands twice in the tree (N-1.6)");
  }

  @Test
  @DisplayName("N-1.5 two different definitions of one organization are an error")
  void organization_definedOtherwise_isAnError() {
    String other = FILE.replace("ec2:*", "ec2:Run*");
    assertThat(Folder.of("a.json", FILE).and("b.json", other).problems())
        .contains(
            "b.json:1:27 ($.Organization.Id): error: `o-exampleorgid` is defined otherwise at a.json");
  }

  @Test
  @DisplayName("R-2.8 R-4.13 the rules of SCPs and RCPs hold in files")
  void policies_ofTheWrongForm_areErrors() {
    assertThat(
            Folder.of(
                    "a.json",
                    FILE.replace("\"Resource\": \"*\" } } }", "\"Resource\": \"arn:aws:s3\" } } }"))
                .problems())
        .contains("`arn:aws:s3` is a short ARN that does not end with `*` (R-4.13)");
    assertThat(
            Folder.of("a.json", FILE.replace("\"Type\": \"SERVICE", "\"Type\": \"RESOURCE"))
                .problems())
        .contains("`Principal` of a resource control policy is exactly `\"*\"` (R-2.8)")
        .doesNotContain("there is no policy");
    assertThat(
            Folder.of("a.json", FILE.replace("\"p-noec2east\"", "\"p-FullAWSAccess\"")).problems())
        .contains("`p-FullAWSAccess` is built in (N-1.6)");
  }
}
