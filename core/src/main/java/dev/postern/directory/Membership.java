package dev.postern.directory;

import dev.postern.policy.NamedPolicy;
import java.util.List;

/**
 * Where an account stands in its organization.
 *
 * @param organizationId `o-…`
 * @param standing management account or member
 * @param path `o-x/r-y/ou-z/…/`, with a trailing slash
 * @param serviceControl the SCPs level by level: root, OUs, account; empty if the type is not
 *     enabled
 * @param resourceControl the RCPs likewise
 */
public record Membership(
    String organizationId,
    Standing standing,
    String path,
    List<Level> serviceControl,
    List<Level> resourceControl) {
  public Membership {
    serviceControl = List.copyOf(serviceControl);
    resourceControl = List.copyOf(resourceControl);
  }

  /** What an account is to its organization. */
  public enum Standing {
    MANAGEMENT,
    MEMBER
  }

  /**
   * One level of the tree.
   *
   * @param id of the root, OU or account
   * @param policies attached there; an empty list allows nothing
   */
  public record Level(String id, List<NamedPolicy> policies) {
    public Level {
      policies = List.copyOf(policies);
    }
  }
}
