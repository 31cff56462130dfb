package dev.postern.directory;

import dev.postern.policy.NamedPolicy;
import java.util.List;

/**
 * An IAM role.
 *
 * @param arn with path
 * @param uniqueId `AROA…`
 * @param account 12 digits
 * @param name without path; unique in the account ignoring case
 * @param path `/`, or `/a/b/`
 * @param tags in file order
 * @param policies inline, then managed
 * @param boundary the permissions boundary; at most one
 * @param trust the trust policy
 */
public record Role(
    String arn,
    String uniqueId,
    String account,
    String name,
    String path,
    List<Tag> tags,
    List<NamedPolicy> policies,
    List<NamedPolicy> boundary,
    NamedPolicy trust) {
  public Role {
    tags = List.copyOf(tags);
    policies = List.copyOf(policies);
    boundary = List.copyOf(boundary);
  }

  /** Whether this is a service-linked role. */
  public boolean isServiceLinked() {
    return path.startsWith("/aws-service-role/");
  }
}
