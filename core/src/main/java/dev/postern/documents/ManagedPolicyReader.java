package dev.postern.documents;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the managed policies of an account file; only the default version counts (N-1.3). */
final class ManagedPolicyReader {
  private static final Set<String> VERSION =
      Set.of("Document", "VersionId", "IsDefaultVersion", "CreateDate");

  private final EntityNameReader names;
  private final PolicyDocuments documents;
  private final Problems problems;

  ManagedPolicyReader(EntityNameReader names, PolicyDocuments documents, Problems problems) {
    this.names = names;
    this.documents = documents;
    this.problems = problems;
  }

  Optional<ManagedPolicy> read(Fields fields) {
    fields.noteUnknown("a managed policy", EntityKind.POLICY::knows);
    Optional<EntityName> name = names.read(EntityKind.POLICY, fields);
    Optional<Policy> policy = document(fields);
    return name.flatMap(n -> policy.map(p -> new ManagedPolicy(n, p)));
  }

  private Optional<Policy> document(Fields fields) {
    if (!fields.has("PolicyVersionList")) {
      return documents.read(fields, "PolicyDocument", PolicyType.IDENTITY);
    }
    if (fields.has("PolicyDocument")) {
      problems.error(
          fields.place("PolicyDocument"),
          "a managed policy has both `PolicyDocument` and `PolicyVersionList` (N-1.4)",
          "keep one of them");
    }
    List<Fields> defaults = new ArrayList<>();
    for (Fields version : fields.objects("PolicyVersionList")) {
      version.noteUnknown("a policy version", VERSION::contains);
      if (version.truth("IsDefaultVersion")) {
        defaults.add(version);
      }
    }
    if (defaults.size() != 1) {
      problems.error(
          fields.place("PolicyVersionList"),
          "a managed policy has " + defaults.size() + " default versions (N-1.3)",
          "mark exactly one version with \"IsDefaultVersion\": true");
      return Optional.empty();
    }
    Fields version = defaults.getFirst();
    Optional<String> said = fields.text("DefaultVersionId");
    Optional<String> marked = version.text("VersionId");
    if (said.isPresent() && marked.isPresent() && !said.equals(marked)) {
      problems.error(
          fields.place("DefaultVersionId"),
          "`DefaultVersionId` is `"
              + said.get()
              + "`, but the version marked is `"
              + marked.get()
              + "` (N-1.3)",
          "correct one of them");
    }
    return documents.read(version, "Document", PolicyType.IDENTITY);
  }
}
