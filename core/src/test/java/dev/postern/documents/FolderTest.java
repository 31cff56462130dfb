package dev.postern.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Directory;
import dev.postern.text.Outcome;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderTest {
  private static final String USERS =
      "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"alice\"}]}";
  private static final String RESOURCES =
      "{\"Resources\": [{\"Arn\": \"arn:aws:s3:::b\", \"AccountId\": \"111122223333\"}]}";

  @Test
  @DisplayName("N-1.10 no file at all is an error")
  void folder_withoutFiles_isRefused() {
    assertThat(Folder.empty().problems())
        .isEqualTo(
            """
            data directory:1:1 ($): error: there is no file: no policies is not a policy (N-1.10)
                mend: write an account file, or name another folder
            """);
  }

  @ParameterizedTest
  @DisplayName("N-1.1 a file of no known kind is an error")
  @ValueSource(strings = {"{}", "{\"AccountId\": \"111122223333\"}", "{\"Users\": []}"})
  void file_ofNoKind_isAnError(String text) {
    assertThat(Folder.of("a.json", text).problems())
        .startsWith("a.json:1:1 ($): error: the file is of no known kind (N-1.1)");
  }

  @ParameterizedTest
  @DisplayName("N-1.2 a document is an object")
  @ValueSource(strings = {"[]", "1", "null", "\"x\""})
  void file_thatIsNoObject_isAnError(String text) {
    assertThat(Folder.of("a.json", text).problems()).contains("error: a document is an object");
  }

  @Test
  @DisplayName("N-1.2 one file may be of two kinds")
  void file_ofTwoKinds_isReadAsBoth() {
    Directory directory =
        Folder.of("a.json", USERS.substring(0, USERS.length() - 1) + "," + RESOURCES.substring(1))
            .directory();
    assertThat(directory.accounts()).containsOnlyKeys("111122223333");
    assertThat(directory.resources()).containsOnlyKeys("arn:aws:s3:::b");
  }

  @Test
  @DisplayName("N-5.2 services are refused rather than left out")
  void services_areRefused() {
    assertThat(Folder.of("a.json", USERS).and("s.json", "{\"Services\": []}").problems())
        .isEqualTo(
            """
            s.json:1:14 ($.Services): error: services and routes are not supported in the data directory (N-5.2)
                {"Services": []}
                             ^
                mend: remove the file
            """);
  }

  @Test
  @DisplayName("R-1.4 a member that stands twice is an error wherever it is, once")
  void member_twice_isAnErrorAnywhere() {
    String text =
        "{\"AccountId\": \"111122223333\", \"Whatever\": {\"a\": 1, \"a\": 2}, \"UserDetailList\": ["
            + "{\"UserName\": \"alice\", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\":"
            + " {\"Statement\": {\"Effect\": \"Deny\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}}]}]}";
    assertThat(Folder.of("a.json", text).problems().lines().filter(line -> line.contains("error")))
        .hasSize(2)
        .anyMatch(line -> line.contains("`a` stands twice in one object (R-1.4)"))
        .anyMatch(line -> line.contains("`Effect` stands twice in one object (R-1.4)"));
  }

  @Test
  @DisplayName("N-1.8 every problem of every file is reported, references are not judged meanwhile")
  void files_withErrors_areAllReported() {
    String attached =
        USERS.replace(
            "\"alice\"",
            "\"alice\", \"AttachedManagedPolicies\":"
                + " [{\"PolicyArn\": \"arn:aws:iam::111122223333:policy/Gone\"}]");
    Folder folder =
        Folder.of("a.json", attached).and("b.json", "{").and("c.json", "{}").and("d.json", "[]");
    assertThat(folder.problems())
        .contains("b.json:1:2", "c.json:1:1", "d.json:1:1")
        .doesNotContain("Gone");
    assertThat(folder.read()).isInstanceOf(Outcome.Refused.class);
    assertThat(Folder.of("a.json", attached).problems()).contains("Gone");
  }

  @Test
  @DisplayName("a document that is handed in again is not read again")
  void document_again_isKept() {
    Folder folder =
        Folder.of(
            "a.json",
            USERS.replace(
                "\"alice\"",
                "\"alice\", \"UserPolicyList\": [{\"PolicyName\": \"p\", \"PolicyDocument\": {\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}}]"));
    DirectoryReader reader = new DirectoryReader();
    Directory first = read(reader, folder.documents());
    Directory second = read(reader, folder.and("b.json", RESOURCES).documents());
    String arn = "arn:aws:iam::111122223333:user/alice";
    assertThat(second.accounts().get("111122223333").users().get(arn).ownPolicies().getFirst())
        .isSameAs(first.accounts().get("111122223333").users().get(arn).ownPolicies().getFirst());
    assertThat(second.resources()).hasSize(1);
  }

  private static Directory read(DirectoryReader reader, List<Document> documents) {
    if (reader.read(documents, List.of()) instanceof Outcome.Read<Directory>(Directory read, _)) {
      return read;
    }
    throw new AssertionError("refused");
  }

  @Test
  @DisplayName("the fingerprint is that of the content: not of file names, order, or places")
  void fingerprint_dependsOnContentAlone() {
    Directory one = Folder.of("a.json", USERS).and("b.json", RESOURCES).directory();
    Directory other =
        Folder.of("x.json", RESOURCES.replace("[", "[\n")).and("y.json", USERS).directory();
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
  }

  @ParameterizedTest
  @DisplayName("the fingerprint changes with everything that can change a decision")
  @ValueSource(
      strings = {
        "{\"AccountId\": \"444455556666\", \"UserDetailList\": []}",
        "{\"AccountId\": \"111122223333\", \"CanonicalUserId\": \"c\", \"UserDetailList\": []}",
        "{\"AccountId\": \"111122223333\", \"UserDetailList\": [{\"UserName\": \"bob\"}]}",
        "{\"AccountId\": \"111122223333\", \"GroupDetailList\": [{\"GroupName\": \"g\"}]}",
        "{\"AccountId\": \"111122223333\", \"Policies\": [{\"PolicyName\": \"P\", \"PolicyDocument\":"
            + " {\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}}]}",
        "{\"Resources\": [{\"Arn\": \"arn:aws:s3:::c\", \"AccountId\": \"111122223333\"}]}",
        "{\"Resources\": [{\"Arn\": \"arn:aws:s3:::c\", \"AccountId\": \"111122223333\","
            + " \"KeyManager\": \"AWS\"}]}",
        "{\"VpcEndpoints\": [{\"Id\": \"vpce-1\", \"Policy\": {\"Statement\": {\"Effect\": \"Allow\","
            + " \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}}}]}",
        "{\"Organization\": {\"Id\": \"o-a\", \"ManagementAccountId\": \"111122223333\","
            + " \"Root\": {\"Id\": \"r-a\", \"Accounts\": [{\"Id\": \"111122223333\"}]}}}"
      })
  void fingerprint_changesWithContent(String more) {
    assertThat(Folder.of("a.json", USERS).and("b.json", more).directory().fingerprint())
        .isNotEqualTo(Folder.of("a.json", USERS).directory().fingerprint());
  }
}
