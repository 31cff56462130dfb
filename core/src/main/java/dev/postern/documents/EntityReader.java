package dev.postern.documents;

import dev.postern.directory.Tag;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the users, groups and roles of an account file (N-1.3). */
final class EntityReader {
  private static final Set<String> INLINE = Set.of("PolicyName", "PolicyDocument");
  private static final Set<String> ATTACHED = Set.of("PolicyName", "PolicyArn");
  private static final Set<String> BOUNDARY =
      Set.of("PermissionsBoundaryType", "PermissionsBoundaryArn");

  private final EntityNameReader names;
  private final PolicyDocuments documents;
  private final Problems problems;

  EntityReader(EntityNameReader names, PolicyDocuments documents, Problems problems) {
    this.names = names;
    this.documents = documents;
    this.problems = problems;
  }

  /** The entity; empty where its name cannot be read. */
  Optional<Entity> read(EntityKind kind, Fields fields) {
    fields.noteUnknown("a " + kind.word(), kind::knows);
    fields.list("InstanceProfileList");
    Optional<EntityName> name = names.read(kind, fields);
    String arn = name.map(EntityName::arn).orElse("");
    List<NamedPolicy> inline = inline(kind, fields, arn);
    Entity.Links links =
        new Entity.Links(
            attached(fields),
            kind == EntityKind.USER ? fields.texts("GroupList") : List.of(),
            kind == EntityKind.GROUP ? List.of() : boundary(fields));
    List<Tag> tags = Tags.read(fields, problems);
    List<NamedPolicy> trust = kind == EntityKind.ROLE ? trust(fields, arn) : List.of();
    return name.map(n -> Entity.of(n, tags, inline, links, trust));
  }

  private List<NamedPolicy> inline(EntityKind kind, Fields fields, String arn) {
    List<NamedPolicy> inline = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Fields policy : fields.objects(kind.inlineField())) {
      policy.noteUnknown("an inline policy", INLINE::contains);
      Optional<String> name = policy.required("PolicyName", "an inline policy", "N-1.3");
      if (name.isPresent() && !seen.add(name.get())) {
        problems.error(
            policy.place("PolicyName"),
            "two inline policies are called `" + name.get() + "` (N-1.5)",
            "rename one, or remove it");
      }
      documents
          .read(policy, "PolicyDocument", PolicyType.IDENTITY)
          .ifPresent(p ->
              inline.add(
                  new NamedPolicy(new PolicyName(PolicyType.IDENTITY, name.orElse(""), arn), p)));
    }
    return inline;
  }

  private static List<Reference> attached(Fields fields) {
    List<Reference> attached = new ArrayList<>();
    for (Fields policy : fields.objects("AttachedManagedPolicies")) {
      policy.noteUnknown("an attached policy", ATTACHED::contains);
      policy
          .required("PolicyArn", "an attached policy", "N-1.3")
          .ifPresent(arn -> attached.add(new Reference(arn, policy.place("PolicyArn"))));
    }
    return attached;
  }

  private List<Reference> boundary(Fields fields) {
    return fields
        .value("PermissionsBoundary")
        .flatMap(json -> Fields.of(json, "a permissions boundary", problems))
        .stream()
        .flatMap(boundary -> {
          boundary.noteUnknown("a permissions boundary", BOUNDARY::contains);
          String field = "PermissionsBoundaryArn";
          return boundary.required(field, "a permissions boundary", "N-1.3").stream()
              .map(arn -> new Reference(arn, boundary.place(field)));
        })
        .toList();
  }

  private List<NamedPolicy> trust(Fields fields, String arn) {
    return documents.read(fields, "AssumeRolePolicyDocument", PolicyType.TRUST).stream()
        .map(policy -> new NamedPolicy(new PolicyName(PolicyType.TRUST, "", arn), policy))
        .toList();
  }
}
