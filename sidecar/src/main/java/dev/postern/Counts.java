package dev.postern;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.Group;
import dev.postern.directory.Membership;
import dev.postern.directory.ResourceEntry;
import dev.postern.directory.Role;
import dev.postern.directory.User;
import dev.postern.policy.NamedPolicy;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How much there is in a directory (N-7.4).
 *
 * @param accounts accounts held
 * @param users their users
 * @param roles their roles
 * @param policies policies of every type, each once, those that AWS manages aside
 */
record Counts(int accounts, int users, int roles, int policies) {

  static Counts of(Directory directory) {
    int users = 0;
    int roles = 0;
    Set<String> policies = new HashSet<>();
    for (Account account : directory.accounts().values()) {
      users += account.users().size();
      roles += account.roles().size();
      for (User user : account.users().values()) {
        add(policies, user.ownPolicies());
        add(policies, user.boundary());
      }
      for (Group group : account.groups().values()) {
        add(policies, group.policies());
      }
      for (Role role : account.roles().values()) {
        add(policies, role.policies());
        add(policies, role.boundary());
        policies.add("trust " + role.arn());
      }
    }
    add(policies, directory.managedPolicies().values());
    for (ResourceEntry entry : directory.resources().values()) {
      add(policies, entry.policy());
    }
    add(policies, directory.endpoints().values());
    for (Membership membership : directory.memberships().values()) {
      membership.serviceControl().forEach(level -> add(policies, level.policies()));
      membership.resourceControl().forEach(level -> add(policies, level.policies()));
    }
    return new Counts(directory.accounts().size(), users, roles, policies.size());
  }

  private static void add(Set<String> names, Collection<NamedPolicy> policies) {
    policies.stream()
        .map(policy -> policy.name().toString())
        .filter(name -> !isOfAws(name))
        .forEach(names::add);
  }

  private static boolean isOfAws(String name) {
    return name.contains(":iam::aws:policy/")
        || name.equals("p-FullAWSAccess")
        || name.equals("p-RCPFullAWSAccess");
  }

  /** As one JSON object. */
  String json() {
    return "{\"accounts\":"
        + accounts
        + ",\"users\":"
        + users
        + ",\"roles\":"
        + roles
        + ",\"policies\":"
        + policies
        + "}";
  }

  @Override
  public String toString() {
    return "accounts: "
        + accounts
        + ", users: "
        + users
        + ", roles: "
        + roles
        + ", policies: "
        + policies;
  }
}
