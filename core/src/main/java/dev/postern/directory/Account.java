package dev.postern.directory;

import java.util.Map;

/**
 * An account that the directory holds (N-2.4).
 *
 * @param id 12 digits
 * @param canonicalUserId what `CanonicalUser` principals name it by; empty if no file says
 *     it
 * @param users by ARN
 * @param groups by ARN
 * @param roles by folded name, unique in the account
 */
public record Account(
    String id,
    String canonicalUserId,
    Map<String, User> users,
    Map<String, Group> groups,
    Map<String, Role> roles) {
  public Account {
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
    roles = Map.copyOf(roles);
  }
}
