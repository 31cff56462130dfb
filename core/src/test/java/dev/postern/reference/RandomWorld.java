package dev.postern.reference;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.Group;
import dev.postern.directory.Membership;
import dev.postern.directory.ResourceEntry;
import dev.postern.directory.Role;
import dev.postern.directory.Tag;
import dev.postern.directory.User;
import dev.postern.model.Arn;
import dev.postern.model.CaseFold;
import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A world as few flat maps, easy to change and to shrink.
 *
 * @param policies what is attached, by place: `identity ARN`, `group ARN`, `boundary ARN`, `trust
 *     ARN`, `resource ARN`, `scp account level`, `rcp account level`, `endpoint id`, `managed ARN`
 * @param tags by ARN of the user, role or resource
 * @param facts `standing account`, `owner entry`, `manager key`, `canonical account`, `id ARN`
 */
record RandomWorld(
    SortedMap<String, List<Policy>> policies,
    SortedMap<String, List<Tag>> tags,
    SortedMap<String, String> facts) {

  static RandomWorld empty() {
    return new RandomWorld(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  RandomWorld copy() {
    return new RandomWorld(new TreeMap<>(policies), new TreeMap<>(tags), new TreeMap<>(facts));
  }

  /** The world as the engine takes it. */
  Directory directory() {
    Map<String, Account> accounts = new HashMap<>();
    for (String id : Words.HELD) {
      accounts.put(id, account(id));
    }
    Map<String, Membership> memberships = new HashMap<>();
    for (String id : Words.ACCOUNTS) {
      String standing = facts.getOrDefault("standing " + id, "NONE");
      if (!standing.equals("NONE")) {
        memberships.put(
            id,
            new Membership(
                "o-1",
                Membership.Standing.valueOf(standing),
                "o-1/r-1/ou-" + id.charAt(0) + "/",
                levels("scp", id, PolicyType.SERVICE_CONTROL),
                levels("rcp", id, PolicyType.RESOURCE_CONTROL)));
      }
    }
    Map<String, NamedPolicy> managed = new HashMap<>();
    for (String arn : Words.MANAGED) {
      named("managed " + arn, PolicyType.IDENTITY).forEach(policy -> managed.put(arn, policy));
    }
    Map<String, NamedPolicy> endpoints = new HashMap<>();
    for (String id : Words.ENDPOINTS) {
      named("endpoint " + id, PolicyType.ENDPOINT).forEach(policy -> endpoints.put(id, policy));
    }
    Map<String, ResourceEntry> resources = new HashMap<>();
    Words.ENTRIES.forEach(arn -> resources.put(arn, entry(arn)));
    Fingerprint fingerprint = new Fingerprint.Digester().add(toString()).finish();
    return new Directory(accounts, memberships, managed, resources, endpoints, fingerprint);
  }

  private Account account(String id) {
    Map<String, Group> groups = new HashMap<>();
    String groupArn = "arn:aws:iam::" + id + ":group/g";
    Group group =
        new Group(groupArn, "AGPA" + id, "g", named("group " + groupArn, PolicyType.IDENTITY));
    groups.put(groupArn, group);
    Map<String, User> users = new HashMap<>();
    for (String arn : Words.USERS) {
      if (accountOf(arn).equals(id)) {
        users.put(
            arn,
            new User(
                arn,
                facts.getOrDefault("id " + arn, "AIDA" + arn.hashCode()),
                id,
                name(arn),
                tags.getOrDefault(arn, List.of()),
                named("identity " + arn, PolicyType.IDENTITY),
                List.of(group),
                named("boundary " + arn, PolicyType.BOUNDARY)));
      }
    }
    Map<String, Role> roles = new HashMap<>();
    for (String arn : Words.ROLES) {
      if (accountOf(arn).equals(id)) {
        roles.put(CaseFold.fold(name(arn)), role(arn));
      }
    }
    return new Account(id, facts.getOrDefault("canonical " + id, ""), users, groups, roles);
  }

  private Role role(String arn) {
    List<NamedPolicy> trust = named("trust " + arn, PolicyType.TRUST);
    return new Role(
        arn,
        facts.getOrDefault("id " + arn, "AROA" + arn.hashCode()),
        accountOf(arn),
        name(arn),
        arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
        tags.getOrDefault(arn, List.of()),
        named("identity " + arn, PolicyType.IDENTITY),
        named("boundary " + arn, PolicyType.BOUNDARY),
        trust.isEmpty() ? nobody(arn) : trust.getFirst());
  }

  private static NamedPolicy nobody(String arn) {
    return new NamedPolicy(
        new PolicyName(PolicyType.TRUST, "", arn),
        new Policy(dev.postern.policy.Version.V2012, "", List.of()));
  }

  private ResourceEntry entry(String arn) {
    return new ResourceEntry(
        arn,
        facts.getOrDefault("owner " + arn, accountOf(arn)),
        tags.getOrDefault(arn, List.of()),
        named("resource " + arn, PolicyType.RESOURCE),
        facts.containsKey("manager " + arn)
            ? ResourceEntry.KeyManager.AWS
            : ResourceEntry.KeyManager.CUSTOMER);
  }

  private List<Membership.Level> levels(String kind, String account, PolicyType type) {
    List<Membership.Level> levels = new ArrayList<>();
    for (int level = 0; level < 3; level++) {
      String place = kind + " " + account + " " + level;
      if (policies.containsKey(place)) {
        levels.add(new Membership.Level("l-" + level, named(place, type)));
      }
    }
    return levels;
  }

  private List<NamedPolicy> named(String place, PolicyType type) {
    List<NamedPolicy> named = new ArrayList<>();
    for (Policy policy : policies.getOrDefault(place, List.of())) {
      named.add(new NamedPolicy(new PolicyName(type, "p" + named.size(), place), policy));
    }
    return named;
  }

  private static String accountOf(String arn) {
    return Arn.parse(arn).map(Arn::account).orElse("");
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** One line for each place, for people. */
  String print() {
    StringBuilder text = new StringBuilder();
    policies.forEach((place, list) -> {
      if (list.isEmpty()) {
        text.append(place).append(": (none)\n");
      }
      list.forEach(policy ->
          text.append(place).append(": ").append(PolicyWriter.write(policy)).append('\n'));
    });
    tags.forEach(
        (place, list) -> text.append("tags ").append(place).append(": ").append(list).append('\n'));
    facts.forEach((fact, value) ->
        text.append(fact.toLowerCase(Locale.ROOT)).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
