package dev.postern.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Directory;
import dev.postern.directory.User;
import dev.postern.policy.NamedPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DirectoryReaderTest {
  @Test
  @DisplayName("N-1.4 by hand, ARN, path and unique ids are derived")
  void handWrittenUser_withoutArn_isDerived() {
    Directory directory =
        Folder.of(
                "a.json",
                "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"alice\"}]}")
            .directory();
    User alice =
        directory
            .accounts()
            .get("111122223333")
            .users()
            .get("arn:aws:iam::111122223333:user/alice");
    assertThat(alice).isNotNull();
    assertThat(alice.uniqueId()).startsWith("AIDA").hasSize(21).matches("[A-Z2-7]+");
    assertThat(alice.account()).isEqualTo("111122223333");
  }

  @Test
  @DisplayName("N-1.5 common AWS managed policies are built in")
  void attachment_toBuiltInPolicy_isFound() {
    Directory directory =
        Folder.of(
                "a.json",
                "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"alice\","
                    + "\"AttachedManagedPolicies\":[{\"PolicyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}]}]}")
            .directory();
    User alice =
        directory
            .accounts()
            .get("111122223333")
            .users()
            .get("arn:aws:iam::111122223333:user/alice");
    assertThat(alice.identityPolicies())
        .extracting(NamedPolicy::name)
        .extracting(Object::toString)
        .containsExactly("arn:aws:iam::aws:policy/AdministratorAccess");
  }
}
