package dev.postern.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.text.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AccountProblemsTest {
  private static final String ALICE =
      "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"alice\"%s}]}";

  private static String alice(String more) {
    return Folder.of("a.json", ALICE.formatted(more)).problems();
  }

  @Test
  @DisplayName("N-1.5 an attachment to nowhere names the entity and the ARN, with place and mend")
  void attachment_toNowhere_isAnError() {
    assertThat(
            Folder.of(
                    "a.json",
                    """
                    { "AccountId": "111122223333",
                      "UserDetailList": [
                        { "UserName": "alice",
                          "AttachedManagedPolicies": [ { "PolicyArn": "arn:aws:iam::111122223333:policy/Gone" } ] } ] }
                    """)
                .problems())
        .isEqualTo(
            """
            a.json:4:51 ($.UserDetailList[0].AttachedManagedPolicies[0].PolicyArn): error: user `arn:aws:iam::111122223333:user/alice` has policy `arn:aws:iam::111122223333:policy/Gone`, which no file holds (N-1.5)
                      "AttachedManagedPolicies": [ { "PolicyArn": "arn:aws:iam::111122223333:policy/Gone" } ] } ] }
                                                                  ^
                mend: add the policy to `Policies` of an account file, or remove it here
            """);
  }

  @Test
  @DisplayName("N-1.8 a problem in URL-encoded text has the place of the text and its own")
  void problem_insideText_hasBothPlaces() {
    assertThat(
            alice(
                ", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\":"
                    + " \"%7B%0A%20%22Statement%22%3A%20%5B%5D%7D\"}]"))
        .isEqualTo(
            """
            a.json:1:129 ($.UserDetailList[0].UserPolicyList[0].PolicyDocument):2:15 ($.UserDetailList[0].UserPolicyList[0].PolicyDocument.Statement): error: `Statement` is an empty list (R-1.12)
                 "Statement": []}
                              ^
                mend: add a statement
            """);
  }

  @Test
  @DisplayName("N-1.8 a problem in a document that is an object has the line of the file")
  void problem_insideObject_showsTheLine() {
    assertThat(
            alice(
                ", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\":\n{\"Statement\": []}}]"))
        .isEqualTo(
            """
            a.json:2:15 ($.UserDetailList[0].UserPolicyList[0].PolicyDocument.Statement): error: `Statement` is an empty list (R-1.12)
                {"Statement": []}}]}]}
                              ^
                mend: add a statement
            """);
  }

  @Test
  @DisplayName("N-1.3 text that is not URL-encoded as it should be is refused")
  void document_withBadPercent_isRefused() {
    assertThat(
            alice(", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\": \"%7B%2\"}]"))
        .contains("the document is not URL-encoded as it should be (N-1.3)");
    assertThat(
            alice(
                ", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\": \"%FF%FE\"}]"))
        .contains("the document is not URL-encoded as it should be (N-1.3)");
  }

  @Test
  @DisplayName("N-1.3 a missing document is an error")
  void inlinePolicy_withoutDocument_isAnError() {
    assertThat(alice(", \"UserPolicyList\": [{\"PolicyName\": \"p\"}]"))
        .contains("error: an identity-based policy has no `PolicyDocument` (N-1.3)");
  }

  @Test
  @DisplayName("N-1.3 unknown fields are noted, once a document, and change nothing")
  void unknownField_isNoted() {
    Folder folder = Folder.of("a.json", ALICE.formatted(", \"Nickname\": \"al\""));
    assertThat(folder.read()).isInstanceOf(Outcome.Read.class);
    assertThat(folder.problems())
        .isEqualTo(
            """
            a.json:1:72 ($.UserDetailList[0].Nickname): warning: unknown field `Nickname` of a user is ignored (N-1.3)
                {"AccountId": "111122223333", "UserDetailList": [{"UserName": "alice", "Nickname": "al"}]}
                                                                                       ^
                mend: remove it, or correct its name
            """);
  }

  @Test
  @DisplayName(
      "R-2.1 R-3.6 what AWS would store and never match is a warning, a forbidden element an error")
  void policy_thatMatchesNothing_isAWarning() {
    assertThat(
            alice(
                ", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\": {\"Statement\":"
                    + " {\"Effect\": \"Allow\", \"Action\": \"s3:\", \"Resource\": \"*\"}}}]"))
        .contains("warning: `s3:` matches nothing")
        .doesNotContain("error");
    assertThat(
            alice(
                ", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\": {\"Statement\":"
                    + " {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\":"
                    + " \"*\"}}}]"))
        .contains("error: `Principal` is forbidden in an identity-based policy (R-2.1)");
  }

  @Test
  @DisplayName("N-1.5 a group that no file holds is an error")
  void groupList_withUnknownGroup_isAnError() {
    assertThat(alice(", \"GroupList\": [\"Nobodies\"]"))
        .contains(
            "user `arn:aws:iam::111122223333:user/alice` is in group `Nobodies`, which no file holds (N-1.5)");
  }

  @Test
  @DisplayName("N-1.5 two different definitions name both files; identical ones are fine")
  void definition_twice_isAnErrorOnlyIfDifferent() {
    String one = ALICE.formatted("");
    String other = ALICE.formatted(", \"Tags\": [{\"Key\": \"a\", \"Value\": \"b\"}]");
    assertThat(Folder.of("a.json", one).and("b.json", one).problems()).isEmpty();
    assertThat(Folder.of("a.json", one).and("b.json", other).problems())
        .startsWith(
            "b.json:1:50 ($.UserDetailList[0]): error: `arn:aws:iam::111122223333:user/alice`")
        .contains("is defined otherwise at a.json:1:50 ($.UserDetailList[0]) (N-1.5)");
  }

  @Test
  @DisplayName("R-9.6 role names are unique in an account ignoring case")
  void roleNames_thatDifferByCase_areAnError() {
    String role =
        "{\"RoleName\": \"%s\", \"AssumeRolePolicyDocument\": {\"Statement\": {\"Effect\": \"Allow\","
            + " \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\"}}}";
    assertThat(
            Folder.of(
                    "a.json",
                    "{\"AccountId\": \"111122223333\", \"RoleDetailList\": ["
                        + role.formatted("App")
                        + ","
                        + role.formatted("app")
                        + "]}")
                .problems())
        .contains(
            "role `arn:aws:iam::111122223333:role/app` has the name of role `arn:aws:iam::111122223333:role/App`");
  }

  @Test
  @DisplayName("R-9.7 one unique id cannot be that of two entities")
  void uniqueId_ofTwoUsers_isAnError() {
    assertThat(
            Folder.of(
                    "a.json",
                    "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"a\","
                        + " \"UserId\": \"AIDAX\"}, {\"UserName\": \"b\", \"UserId\": \"AIDAX\"}]}")
                .problems())
        .contains("`AIDAX` is also the id of user `arn:aws:iam::111122223333:user/a`");
  }

  @Test
  @DisplayName("N-1.3 a page whose following page is missing is an error")
  void truncatedPage_withoutTheNext_isAnError() {
    String first =
        "{\"UserDetailList\": [{\"Arn\": \"arn:aws:iam::111122223333:user/a\"}],"
            + " \"IsTruncated\": true, \"Marker\": \"m\"}";
    String last = "{\"UserDetailList\": [], \"Policies\": [], \"IsTruncated\": false}";
    assertThat(Folder.of("1.json", first).problems())
        .contains("the page that follows this one is missing, for account 111122223333 (N-1.3)");
    assertThat(Folder.of("1.json", first).and("2.json", last).problems()).isEmpty();
    assertThat(
            Folder.of("1.json", first)
                .and(
                    "2.json",
                    last.replaceFirst(
                        "\\[\\],", "[{\"Arn\": \"arn:aws:iam::444455556666:user/b\"}],"))
                .problems())
        .contains("for account 111122223333");
  }

  @Test
  @DisplayName("N-1.4 without `AccountId` and `Arn` the account is not known")
  void user_ofUnknownAccount_isAnError() {
    assertThat(Folder.of("a.json", "{\"UserDetailList\": [{\"UserName\": \"a\"}]}").problems())
        .contains("the account of user `a` is not known (N-1.4)")
        .contains("mend: add `AccountId` at the top of the file, or `Arn` here");
  }

  @Test
  @DisplayName("N-1.3 ARN, name, path and account of an entity agree")
  void arn_thatDisagrees_isAnError() {
    String text =
        "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"b\", \"Path\": \"/x/\","
            + " \"Arn\": \"arn:aws:iam::444455556666:user/a\"}]}";
    assertThat(Folder.of("a.json", text).problems())
        .contains("`arn:aws:iam::444455556666:user/a` is not of the file's account 111122223333")
        .contains("`UserName` `b` is not that of the ARN, `a` (N-1.3)")
        .contains("`Path` `/x/` is not that of the ARN, `/` (N-1.3)");
  }

  @Test
  @DisplayName("N-1.3 exactly one version of a managed policy is the default")
  void versions_withoutDefault_areAnError() {
    assertThat(
            Folder.of(
                    "a.json",
                    "{\"AccountId\": \"111122223333\", \"Policies\": [{\"PolicyName\": \"P\","
                        + " \"PolicyVersionList\": [{\"VersionId\": \"v1\", \"Document\": {}}]}]}")
                .problems())
        .contains("a managed policy has 0 default versions (N-1.3)");
  }

  @Test
  @DisplayName("R-9.2 two canonical user ids of one account, or one of two accounts, are errors")
  void canonicalUserIds_thatConflict_areErrors() {
    String file = "{\"AccountId\": \"%s\", \"CanonicalUserId\": \"%s\", \"UserDetailList\": []}";
    assertThat(
            Folder.of("a.json", file.formatted("111122223333", "x"))
                .and("b.json", file.formatted("111122223333", "y"))
                .problems())
        .contains("account 111122223333 has another `CanonicalUserId` at a.json:1:50");
    assertThat(
            Folder.of("a.json", file.formatted("111122223333", "x"))
                .and("b.json", file.formatted("444455556666", "x"))
                .problems())
        .contains("`CanonicalUserId` is also that of account 111122223333");
  }
}
