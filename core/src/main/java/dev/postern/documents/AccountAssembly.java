package dev.postern.documents;

import dev.postern.directory.Account;
import dev.postern.directory.Group;
import dev.postern.directory.Role;
import dev.postern.directory.User;
import dev.postern.model.CaseFold;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes accounts of entities: follows attachments, group lists and boundaries. Entities with the
 * same attachments share one list.
 */
final class AccountAssembly {
  private final Map<String, NamedPolicy> managed;
  private final Problems problems;
  private final Map<List<String>, List<NamedPolicy>> attachmentLists = new HashMap<>();
  private final Map<List<String>, List<Group>> groupLists = new HashMap<>();
  private final Map<String, List<NamedPolicy>> boundaries = new HashMap<>();
  private final Map<String, Map<String, Group>> groupsByName = new HashMap<>();

  /**
   * @param managed the managed policies there are, by ARN
   */
  AccountAssembly(Map<String, NamedPolicy> managed, Problems problems) {
    this.managed = managed;
    this.problems = problems;
  }

  /** The accounts held, by id. */
  Map<String, Account> accounts(Map<String, String> canonicalIds, Collection<Entity> entities) {
    Map<String, Contents> byAccount = new HashMap<>();
    canonicalIds.keySet().forEach(id -> byAccount.put(id, new Contents()));
    for (Entity entity : entities) {
      if (entity.name().kind() == EntityKind.GROUP) {
        Group group = group(entity);
        of(byAccount, entity).groups.put(group.arn(), group);
        groupsByName
            .computeIfAbsent(entity.name().account(), account -> new HashMap<>())
            .put(group.name(), group);
      }
    }
    for (Entity entity : entities) {
      switch (entity.name().kind()) {
        case USER -> of(byAccount, entity).users.put(entity.key(), user(entity));
        case ROLE ->
            of(byAccount, entity).roles.put(CaseFold.fold(entity.name().name()), role(entity));
        case GROUP, POLICY -> {}
      }
    }
    Map<String, Account> accounts = new HashMap<>();
    byAccount.forEach((id, contents) ->
        accounts.put(
            id,
            new Account(
                id,
                canonicalIds.getOrDefault(id, ""),
                contents.users,
                contents.groups,
                contents.roles)));
    return accounts;
  }

  private static Contents of(Map<String, Contents> byAccount, Entity entity) {
    return byAccount.computeIfAbsent(entity.name().account(), id -> new Contents());
  }

  private Group group(Entity entity) {
    EntityName name = entity.name();
    return new Group(name.arn(), name.uniqueId(), name.name(), policies(entity));
  }

  private User user(Entity entity) {
    EntityName name = entity.name();
    return new User(
        name.arn(),
        name.uniqueId(),
        name.account(),
        name.name(),
        entity.tags(),
        policies(entity),
        groups(entity),
        boundary(entity));
  }

  private Role role(Entity entity) {
    EntityName name = entity.name();
    return new Role(
        name.arn(),
        name.uniqueId(),
        name.account(),
        name.name(),
        name.path(),
        entity.tags(),
        policies(entity),
        boundary(entity),
        entity.trust().getFirst());
  }

  /** Inline, then managed. */
  private List<NamedPolicy> policies(Entity entity) {
    List<String> arns = entity.attached().stream().map(Reference::target).distinct().toList();
    List<NamedPolicy> attached = attachmentLists.get(arns);
    if (attached == null) {
      attached = attached(entity);
      if (attached.size() == arns.size()) {
        attachmentLists.put(arns, attached);
      }
    }
    if (entity.inline().isEmpty()) {
      return attached;
    }
    List<NamedPolicy> all = new ArrayList<>(entity.inline());
    all.addAll(attached);
    return List.copyOf(all);
  }

  private List<NamedPolicy> attached(Entity entity) {
    Map<String, NamedPolicy> attached = new LinkedHashMap<>();
    for (Reference reference : entity.attached()) {
      NamedPolicy policy = managed.get(reference.target());
      if (policy == null) {
        missing(entity, reference);
      } else {
        attached.put(reference.target(), policy);
      }
    }
    return List.copyOf(attached.values());
  }

  private List<NamedPolicy> boundary(Entity entity) {
    if (entity.boundary().isEmpty()) {
      return List.of();
    }
    Reference reference = entity.boundary().getFirst();
    NamedPolicy policy = managed.get(reference.target());
    if (policy == null) {
      missing(entity, reference);
      return List.of();
    }
    return boundaries.computeIfAbsent(
        reference.target(),
        arn ->
            List.of(
                new NamedPolicy(new PolicyName(PolicyType.BOUNDARY, arn, ""), policy.policy())));
  }

  private void missing(Entity entity, Reference reference) {
    problems.error(
        reference.place(),
        entity.name() + " has policy `" + reference.target() + "`, which no file holds (N-1.5)",
        "add the policy to `Policies` of an account file, or remove it here");
  }

  private List<Group> groups(Entity entity) {
    if (entity.groups().isEmpty()) {
      return List.of();
    }
    Map<String, Group> byName = groupsByName.getOrDefault(entity.name().account(), Map.of());
    List<String> arns = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    for (Reference reference : entity.groups()) {
      Group group = byName.get(reference.target());
      if (group == null) {
        problems.error(
            reference.place(),
            entity.name()
                + " is in group `"
                + reference.target()
                + "`, which no file holds (N-1.5)",
            "add the group to `GroupDetailList` of an account file, or remove it here");
      } else if (!arns.contains(group.arn())) {
        arns.add(group.arn());
        groups.add(group);
      }
    }
    return groupLists.computeIfAbsent(arns, key -> List.copyOf(groups));
  }

  /** What an account holds, as it is collected. */
  private static final class Contents {
    final Map<String, User> users = new HashMap<>();
    final Map<String, Group> groups = new HashMap<>();
    final Map<String, Role> roles = new HashMap<>();
  }
}
