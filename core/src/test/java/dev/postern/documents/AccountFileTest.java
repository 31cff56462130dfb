package dev.postern.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.Group;
import dev.postern.directory.Role;
import dev.postern.directory.Tag;
import dev.postern.directory.User;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AccountFileTest {
  private static final String AWS_OUTPUT = resource("account-authorization-details.json");

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(AccountFileTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(List<NamedPolicy> policies) {
    return policies.stream().map(policy -> policy.name().toString()).toList();
  }

  @Test
  @DisplayName("N-1.3 the output of get-account-authorization-details is read as it is")
  void outputOfAws_isReadAsItIs() {
    Folder folder = Folder.of("details.json", AWS_OUTPUT);
    assertThat(folder.problems()).isEmpty();
    Account account = folder.directory().accounts().get("123456789012");
    User alice = account.users().get("arn:aws:iam::123456789012:user/Alice");
    assertThat(alice.uniqueId()).isEqualTo("AIDA1111EXAMPLEALICE1");
    assertThat(alice.tags()).containsExactly(new Tag("Team", "Blue + Green"));
    assertThat(alice.groups()).extracting(Group::name).containsExactly("Admins");
    assertThat(names(alice.identityPolicies()))
        .containsExactly("arn:aws:iam::aws:policy/AdministratorAccess");
    User bob = account.users().get("arn:aws:iam::123456789012:user/division_abc/Bob");
    assertThat(names(bob.ownPolicies()))
        .containsExactly("arn:aws:iam::123456789012:user/division_abc/Bob#denyBillingAndIAMPolicy");
    assertThat(names(bob.boundary())).containsExactly("arn:aws:iam::aws:policy/PowerUserAccess");
    assertThat(bob.boundary().getFirst().name().type()).isEqualTo(PolicyType.BOUNDARY);
    Role role = account.roles().get("ec2role");
    assertThat(role.name()).isEqualTo("EC2role");
    assertThat(role.trust().policy().statements()).hasSize(1);
    assertThat(names(role.policies()))
        .containsExactly(
            "arn:aws:iam::aws:policy/AmazonS3FullAccess",
            "arn:aws:iam::123456789012:policy/create-update-delete-set-managed-policies");
  }

  @Test
  @DisplayName("N-1.3 only the default version of a managed policy counts")
  void managedPolicy_ofTwoVersions_isItsDefault() {
    Directory directory = Folder.of("details.json", AWS_OUTPUT).directory();
    NamedPolicy policy =
        directory
            .managedPolicies()
            .get("arn:aws:iam::123456789012:policy/create-update-delete-set-managed-policies");
    assertThat(policy.policy().statements().getFirst().actions().texts())
        .containsExactly("iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy");
  }

  @Test
  @DisplayName("N-1.3 object, JSON text and URL-encoded JSON text of one document are one policy")
  void document_inThreeForms_isOnePolicy() {
    List<NamedPolicy> policies =
        Folder.of(
                "a.json",
                """
                {"AccountId": "111122223333", "UserDetailList": [{"UserName": "u", "UserPolicyList": [
                  {"PolicyName": "a", "PolicyDocument": {"Version": "2012-10-17", "Statement":
                    {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a+b/*"}}},
                  {"PolicyName": "b", "PolicyDocument": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": {\\"Effect\\": \\"Allow\\", \\"Action\\": \\"s3:*\\", \\"Resource\\": \\"arn:aws:s3:::a+b/*\\"}}"},
                  {"PolicyName": "c", "PolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22arn%3Aaws%3As3%3A%3A%3Aa+b%2F%2A%22%7D%7D"}
                ]}]}
                """)
            .directory()
            .accounts()
            .get("111122223333")
            .users()
            .get("arn:aws:iam::111122223333:user/u")
            .ownPolicies();
    assertThat(policies)
        .hasSize(3)
        .extracting(NamedPolicy::policy)
        .containsOnly(policies.getFirst().policy());
  }

  @Test
  @DisplayName("N-1.4 what can be derived may be left out")
  void handWritten_derivesArnPathAndIds() {
    Folder folder =
        Folder.of(
            "a.json",
            """
            {"AccountId": "111122223333", "CanonicalUserId": "79a59d",
             "UserDetailList": [{"UserName": "alice"}, {"UserName": "alice2", "Path": "/team/"}],
             "Policies": [{"PolicyName": "P", "PolicyDocument": {"Version": "2012-10-17",
               "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}]}
            """);
    Account account = folder.directory().accounts().get("111122223333");
    assertThat(account.canonicalUserId()).isEqualTo("79a59d");
    assertThat(account.users())
        .containsOnlyKeys(
            "arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/team/alice2");
    User alice = account.users().get("arn:aws:iam::111122223333:user/alice");
    assertThat(alice.uniqueId()).matches("AIDA[A-Z2-7]{17}");
    assertThat(folder.directory().managedPolicies())
        .containsKey("arn:aws:iam::111122223333:policy/P");
    assertThat(folder.directory()).isEqualTo(folder.directory());
  }

  @Test
  @DisplayName("N-1.5 common AWS managed policies are built in, and a file wins over them")
  void builtInPolicy_inFile_isThatOfTheFile() {
    String arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    String user = "{\"AccountId\": \"111122223333\", \"UserDetailList\": []}";
    Directory without = Folder.of("a.json", user).directory();
    assertThat(without.managedPolicies())
        .containsKeys(
            arn,
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "arn:aws:iam::aws:policy/SecurityAudit",
            "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess");
    Directory with =
        Folder.of("a.json", user)
            .and(
                "b.json",
                """
                {"Policies": [{"Arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "PolicyDocument":
                  {"Version": "2012-10-17", "Statement":
                    {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}]}
                """)
            .directory();
    assertThat(with.managedPolicies().get(arn).policy().statements().getFirst().actions().texts())
        .containsExactly("s3:Get*");
    assertThat(with.fingerprint()).isNotEqualTo(without.fingerprint());
    assertThat(with.accounts()).containsOnlyKeys("111122223333");
  }

  @Test
  @DisplayName("R-9.7 a stored unique id in a trust policy stays as it is")
  void trustPolicy_withUniqueId_keepsIt() {
    Role role =
        Folder.of(
                "a.json",
                """
                {"AccountId": "111122223333", "RoleDetailList": [{"RoleName": "app",
                  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                    "Principal": {"AWS": "AIDAEXAMPLEOLDALICE01"}, "Action": "sts:AssumeRole"}}}]}
                """)
            .directory()
            .accounts()
            .get("111122223333")
            .roles()
            .get("app");
    assertThat(role.trust().policy().statements().getFirst().principals().entries())
        .extracting(entry -> entry.text())
        .containsExactly("AIDAEXAMPLEOLDALICE01");
  }

  @Test
  @DisplayName("N-1.3 users with the same attachments share one list")
  void users_withSameAttachments_shareTheList() {
    Account account =
        Folder.of(
                "a.json",
                """
                {"AccountId": "111122223333", "UserDetailList": [
                  {"UserName": "a", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]},
                  {"UserName": "b", "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]}]}
                """)
            .directory()
            .accounts()
            .get("111122223333");
    assertThat(account.users().get("arn:aws:iam::111122223333:user/a").ownPolicies())
        .isSameAs(account.users().get("arn:aws:iam::111122223333:user/b").ownPolicies());
  }
}
