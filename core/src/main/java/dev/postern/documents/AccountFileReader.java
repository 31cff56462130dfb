package dev.postern.documents;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads account files: the output of `get-account-authorization-details` (N-1.3, N-1.4). */
final class AccountFileReader {
  private final PolicyTexts texts;
  private final Problems problems;

  AccountFileReader(PolicyTexts texts, Problems problems) {
    this.texts = texts;
    this.problems = problems;
  }

  void read(Fields file, FileContent.Builder content) {
    Optional<String> account = Accounts.read(file, "AccountId", problems);
    EntityNameReader names = new EntityNameReader(account.orElse(""), problems);
    PolicyDocuments documents = new PolicyDocuments(texts, problems);
    EntityReader entities = new EntityReader(names, documents, problems);
    ManagedPolicyReader policies = new ManagedPolicyReader(names, documents, problems);
    Set<String> accounts = new LinkedHashSet<>(account.stream().toList());
    read(file, EntityKind.USER, "UserDetailList", entities, content);
    read(file, EntityKind.GROUP, "GroupDetailList", entities, content);
    read(file, EntityKind.ROLE, "RoleDetailList", entities, content);
    for (Fields policy : file.objects("Policies")) {
      policies.read(policy).ifPresent(content.policies::add);
    }
    content.entities.forEach(entity -> accounts.add(entity.name().account()));
    content.policies.stream()
        .map(policy -> policy.name().account())
        .filter(Accounts::isId)
        .forEach(accounts::add);
    String canonical = canonicalUserId(file, account);
    for (String id : accounts) {
      String own = account.isPresent() && account.get().equals(id) ? canonical : "";
      content.accounts.add(new HeldAccount(id, own, file.place("CanonicalUserId")));
    }
    if (file.has("IsTruncated")) {
      Page.Position position =
          file.truth("IsTruncated") ? Page.Position.FOLLOWED : Page.Position.LAST;
      content.pages.add(new Page(position, accounts, file.place("IsTruncated")));
    }
  }

  private static void read(
      Fields file, EntityKind kind, String list, EntityReader reader, FileContent.Builder content) {
    for (Fields entity : file.objects(list)) {
      reader.read(kind, entity).ifPresent(content.entities::add);
    }
  }

  private String canonicalUserId(Fields file, Optional<String> account) {
    Optional<String> canonical = file.text("CanonicalUserId");
    if (canonical.isPresent() && account.isEmpty()) {
      problems.error(
          file.place("CanonicalUserId"),
          "`CanonicalUserId` of an unknown account (R-9.2)",
          "add `AccountId` at the top of the file");
    }
    return canonical.orElse("");
  }
}
