package dev.postern.directory;

import dev.postern.policy.NamedPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * An IAM user.
 *
 * @param arn with path
 * @param uniqueId `AIDA…`
 * @param account 12 digits
 * @param name without path
 * @param tags in file order
 * @param ownPolicies inline, then managed
 * @param groups the groups it is in
 * @param boundary the permissions boundary; at most one
 */
public record User(
    String arn,
    String uniqueId,
    String account,
    String name,
    List<Tag> tags,
    List<NamedPolicy> ownPolicies,
    List<Group> groups,
    List<NamedPolicy> boundary) {
  public User {
    tags = List.copyOf(tags);
    ownPolicies = List.copyOf(ownPolicies);
    groups = List.copyOf(groups);
    boundary = List.copyOf(boundary);
  }

  /** Its identity policies: its own, then those of its groups. */
  public List<NamedPolicy> identityPolicies() {
    List<NamedPolicy> all = new ArrayList<>(ownPolicies);
    groups.forEach(group -> all.addAll(group.policies()));
    return List.copyOf(all);
  }
}
