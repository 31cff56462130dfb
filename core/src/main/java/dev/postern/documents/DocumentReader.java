package dev.postern.documents;

import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one document by itself. Its kinds are told by its top-level keys (N-1.1, N-1.2); a document
 * may be of several.
 */
final class DocumentReader {
  private static final Set<String> ACCOUNT =
      Set.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");
  private static final Set<String> ACCOUNT_BESIDES =
      Set.of("AccountId", "CanonicalUserId", "IsTruncated", "Marker");
  private static final Set<String> OTHERS =
      Set.of("Organization", "Resources", "Services", "VpcEndpoints");
  private static final int FEW = 8;

  private final PolicyTexts texts;
  private final Problems problems = new Problems();
  private final PolicyDocuments documents;

  DocumentReader(PolicyTexts texts) {
    this.texts = texts;
    this.documents = new PolicyDocuments(texts, problems);
  }

  FileContent read(Document document) {
    FileContent.Builder content = new FileContent.Builder();
    duplicates(document.json());
    Fields.of(document.json(), "a document", problems).ifPresent(file -> kinds(file, content));
    return content.build(problems.withExcerpts(List.of(document.source())));
  }

  private void kinds(Fields file, FileContent.Builder content) {
    boolean isAccount = ACCOUNT.stream().anyMatch(file::has);
    if (!isAccount && OTHERS.stream().noneMatch(file::has)) {
      problems.error(
          file.place(),
          "the file is of no known kind (N-1.1)",
          "write one of `UserDetailList`, `GroupDetailList`, `RoleDetailList`, `Policies`,"
              + " `Organization`, `Resources`, `VpcEndpoints` at its top, or move the file away");
      return;
    }
    file.noteUnknown(
        "the file",
        name ->
            ACCOUNT.contains(name)
                || OTHERS.contains(name)
                || isAccount && ACCOUNT_BESIDES.contains(name));
    if (isAccount) {
      new AccountFileReader(texts, problems).read(file, content);
    }
    Optional<Json> organization = file.value("Organization");
    organization
        .flatMap(json -> new OrganizationReader(documents, problems).read(json))
        .ifPresent(content.organizations::add);
    ResourceReader resources = new ResourceReader(documents, problems);
    for (Fields resource : file.objects("Resources")) {
      resources.read(resource).ifPresent(content.resources::add);
    }
    EndpointReader endpoints = new EndpointReader(documents, problems);
    for (Fields endpoint : file.objects("VpcEndpoints")) {
      endpoints.read(endpoint).ifPresent(content.endpoints::add);
    }
    if (file.has("Services")) {
      problems.error(
          file.place("Services"),
          "services and routes are not supported in the data directory (N-5.2)",
          "remove the file");
    }
  }

  /** A member that stands twice in an object is an error wherever it is. */
  private void duplicates(Json json) {
    switch (json) {
      case Json.Members object -> {
        List<Json.Member> members = object.members();
        if (members.size() <= FEW) {
          fewDuplicates(members);
        } else {
          Set<String> names = new HashSet<>();
          members.stream().filter(m -> !names.add(m.name())).forEach(this::twice);
        }
        members.forEach(member -> duplicates(member.value()));
      }
      case Json.Elements list -> list.elements().forEach(this::duplicates);
      case Json.Text _, Json.Number _, Json.Truth _, Json.Null _ -> {}
    }
  }

  private void fewDuplicates(List<Json.Member> members) {
    List<String> names = new ArrayList<>(FEW);
    for (Json.Member member : members) {
      if (names.contains(member.name())) {
        twice(member);
      }
      names.add(member.name());
    }
  }

  private void twice(Json.Member member) {
    problems.error(
        member.place(),
        "`" + member.name() + "` stands twice in one object (R-1.4)",
        "keep one of them");
  }
}
