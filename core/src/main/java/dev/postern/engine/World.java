package dev.postern.engine;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.User;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory as checks meet it: who and what it knows, each with its policies, compiled when first
 * met or taken over from the world before where they are equal.
 */
final class World {
  private final PolicySets sets;
  private final Directory directory;
  private final Map<String, Subject> users = new HashMap<>();
  private final Map<String, Map<String, RoleNode>> roles = new HashMap<>();
  private final Map<String, Plan.Part> endpoints = new HashMap<>();
  private final AccountIndex accounts;
  private final ResourceIndex resources;

  World(Directory directory, PolicySets sets, @Nullable World before) {
    this.directory = directory;
    this.sets = sets;
    this.accounts = new AccountIndex(accounts(before));
    this.resources =
        new ResourceIndex(directory.resources().values(), before == null ? null : before.resources);
    for (Account account : directory.accounts().values()) {
      for (User user : account.users().values()) {
        Subject known = before == null ? null : before.users.get(user.arn());
        users.put(user.arn(), Subject.of(user).after(known));
      }
      Map<String, RoleNode> known =
          before == null ? Map.of() : before.roles.getOrDefault(account.id(), Map.of());
      Map<String, RoleNode> byName = new HashMap<>();
      account
          .roles()
          .forEach((folded, role) -> {
            RoleNode node = new RoleNode(role, known.get(folded));
            byName.put(folded, node);
            // the usual spelling is found without folding; folds of other names differ from it
            byName.put(role.name(), node);
          });
      roles.put(account.id(), byName);
    }
    directory.endpoints().forEach((id, policy) -> endpoints.put(id, endpoint(policy)));
  }

  private List<AccountNode> accounts(@Nullable World before) {
    Set<String> ids = new HashSet<>(directory.accounts().keySet());
    ids.addAll(directory.memberships().keySet());
    List<AccountNode> nodes = new ArrayList<>();
    for (String id : ids) {
      AccountNode node =
          AccountNode.of(id, directory.accounts().get(id), directory.memberships().get(id));
      nodes.add(node.compile(sets, before == null ? null : before.accounts.known(id)));
    }
    return nodes;
  }

  private Plan.Part endpoint(NamedPolicy policy) {
    List<Pool> pools = List.of(new Pool(PolicyType.ENDPOINT, List.of(policy)));
    return new Plan.Part(sets.compiled(pools), pools);
  }

  /** Compiles what would else be compiled when it is first met. */
  void compileAll() {
    users.values().forEach(user -> user.policies(sets));
    roles.values().forEach(byName -> byName.values().forEach(role -> role.compile(sets)));
    resources.forEach(node -> node.policies(sets));
  }

  Directory directory() {
    return directory;
  }

  PolicySets sets() {
    return sets;
  }

  AccountIndex accounts() {
    return accounts;
  }

  ResourceIndex resources() {
    return resources;
  }

  /** Endpoint policies by endpoint id. */
  Map<String, Plan.Part> endpoints() {
    return endpoints;
  }

  @Nullable Subject user(String arn) {
    return users.get(arn);
  }

  /** The role that a caller names. */
  @Nullable RoleNode role(Caller.RoleReference reference) {
    RoleNode node = role(reference.account(), reference.name());
    return node != null && node.isMeantBy(reference) ? node : null;
  }

  /** The role that the ARN of a role names. */
  @Nullable RoleNode role(ArnFields arn) {
    String resource = arn.resource();
    int slash = resource.lastIndexOf('/');
    RoleNode node = role(arn.account(), resource.substring(slash + 1));
    return node != null
            && node.role().path().equals(resource.substring("role".length(), slash + 1))
            && arn.isOfPartition(node.partition())
        ? node
        : null;
  }

  /** ignoring case. */
  private @Nullable RoleNode role(String account, String name) {
    Map<String, RoleNode> byName = roles.get(account);
    if (byName == null) {
      return null;
    }
    RoleNode node = byName.get(name);
    return node == null ? byName.get(CaseFold.fold(name)) : node;
  }
}
