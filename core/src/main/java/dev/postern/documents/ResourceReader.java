package dev.postern.documents;

import dev.postern.directory.ResourceEntry;
import dev.postern.directory.ResourceEntry.KeyManager;
import dev.postern.directory.Tag;
import dev.postern.model.Arn;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the entries of a resources file (N-1.7). */
final class ResourceReader {
  private static final Set<String> KNOWN =
      Set.of("Arn", "AccountId", "Tags", "Policy", "KeyManager");

  private final PolicyDocuments documents;
  private final Problems problems;

  ResourceReader(PolicyDocuments documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** The entry; empty where its ARN cannot be read. */
  Optional<Resource> read(Fields fields) {
    fields.noteUnknown("a resource", KNOWN::contains);
    Optional<String> text = fields.required("Arn", "a resource", "N-1.7");
    Optional<Arn> arn = text.flatMap(Arn::parse);
    if (text.isPresent() && arn.isEmpty()) {
      problems.error(
          fields.place("Arn"),
          "`" + text.get() + "` is no ARN (N-1.7)",
          "write the six fields of an ARN");
    }
    text.ifPresent(t -> warnOfWildcards(fields, t));
    List<Tag> tags = Tags.read(fields, problems);
    List<NamedPolicy> policy = policy(fields, text.orElse(""));
    arn.filter(ResourceReader::isRole).ifPresent(role -> refusePolicy(fields, role));
    KeyManager manager = keyManager(fields);
    Optional<String> account = account(fields, arn);
    return arn.map(a ->
        new Resource(
            new ResourceEntry(text.orElse(""), account.orElse(""), tags, policy, manager),
            fields.place()));
  }

  private void warnOfWildcards(Fields fields, String arn) {
    if (arn.contains("*") || arn.contains("?")) {
      problems.warning(
          fields.place("Arn"),
          "a wildcard in the ARN of a resource is literal (N-1.7)",
          "write the common beginning up to a `/` or `:`; it governs all that goes on after it");
    }
  }

  private static boolean isRole(Arn arn) {
    return arn.service().equals("iam") && arn.resource().startsWith("role/");
  }

  private void refusePolicy(Fields fields, Arn role) {
    if (fields.has("Policy")) {
      problems.error(
          fields.place("Policy"),
          "the policy of role `" + role + "` does not stand here (N-1.7)",
          "write it as `AssumeRolePolicyDocument` of the role in its account file");
    }
  }

  private List<NamedPolicy> policy(Fields fields, String arn) {
    if (!fields.has("Policy")) {
      return List.of();
    }
    return documents.read(fields, "Policy", PolicyType.RESOURCE).stream()
        .map(p -> new NamedPolicy(new PolicyName(PolicyType.RESOURCE, "", arn), p))
        .toList();
  }

  private Optional<String> account(Fields fields, Optional<Arn> arn) {
    Optional<String> said = Accounts.read(fields, "AccountId", problems);
    Optional<String> carried = arn.map(Arn::account).filter(Accounts::isId);
    if (said.isPresent() && carried.isPresent() && !said.equals(carried)) {
      problems.error(
          fields.place("AccountId"),
          "`AccountId` " + said.get() + " is not that of the ARN, " + carried.get() + " (N-1.7)",
          "remove `AccountId`, or correct the ARN");
    }
    if (!fields.has("AccountId") && carried.isEmpty() && arn.isPresent() && fields.has("Policy")) {
      problems.error(
          fields.place(),
          "the owner of `" + arn.get() + "` is not known, but it has a policy (N-1.7)",
          "add `AccountId`");
    }
    return said.or(() -> carried);
  }

  private KeyManager keyManager(Fields fields) {
    Optional<String> said = fields.text("KeyManager");
    for (KeyManager manager : KeyManager.values()) {
      if (said.isPresent() && said.get().equals(manager.name())) {
        return manager;
      }
    }
    said.ifPresent(text ->
        problems.error(
            fields.place("KeyManager"),
            "unknown `KeyManager` `" + text + "` (R-10.9)",
            "write \"CUSTOMER\" or \"AWS\""));
    return KeyManager.CUSTOMER;
  }
}
