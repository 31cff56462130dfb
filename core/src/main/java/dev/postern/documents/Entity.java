package dev.postern.documents;

import dev.postern.directory.Tag;
import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.text.Place;
import java.util.Comparator;
import java.util.List;

/**
 * A user, group or role as one account file has it, its references not yet followed.
 *
 * @param name how it is called
 * @param tags in file order
 * @param inline its inline policies
 * @param attached ARNs of its managed policies
 * @param groups names of a user's groups
 * @param boundary ARN of the permissions boundary; at most one
 * @param trust a role's trust policy; empty for others
 * @param content fingerprint of all of it
 */
record Entity(
    EntityName name,
    List<Tag> tags,
    List<NamedPolicy> inline,
    List<Reference> attached,
    List<Reference> groups,
    List<Reference> boundary,
    List<NamedPolicy> trust,
    Fingerprint content)
    implements Definition {

  /** The entity with the fingerprint of its parts, in which the order of lists plays no part. */
  static Entity of(
      EntityName name,
      List<Tag> tags,
      List<NamedPolicy> inline,
      Links links,
      List<NamedPolicy> trust) {
    Fingerprint.Digester digest = new Fingerprint.Digester();
    digest.add(name.arn()).add(name.uniqueId());
    digest.add(tags.size());
    tags.stream()
        .sorted(Comparator.comparing(Tag::key).thenComparing(Tag::value))
        .forEach(tag -> digest.add(tag.key()).add(tag.value()));
    addPolicies(digest, inline);
    addReferences(digest, links.attached());
    addReferences(digest, links.groups());
    addReferences(digest, links.boundary());
    addPolicies(digest, trust);
    return new Entity(
        name,
        tags,
        inline,
        links.attached(),
        links.groups(),
        links.boundary(),
        trust,
        digest.finish());
  }

  @Override
  public String key() {
    return name.arn();
  }

  @Override
  public Place place() {
    return name.place();
  }

  private static void addPolicies(Fingerprint.Digester digest, List<NamedPolicy> policies) {
    digest.add(policies.size());
    policies.stream()
        .sorted(Comparator.comparing(policy -> policy.name().name()))
        .forEach(policy -> digest.add(policy.name().name()).add(policy.policy().fingerprint()));
  }

  private static void addReferences(Fingerprint.Digester digest, List<Reference> references) {
    List<String> targets = references.stream().map(Reference::target).distinct().sorted().toList();
    digest.add(targets.size());
    targets.forEach(digest::add);
  }

  /** What an entity names: policies, groups, a boundary. */
  record Links(List<Reference> attached, List<Reference> groups, List<Reference> boundary) {}
}
