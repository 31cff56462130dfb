package dev.postern.documents;

import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts together what the documents say: one definition of each thing, every reference followed. */
final class Assembly {
  private final List<FileContent> contents;
  private final Problems problems;

  Assembly(List<FileContent> contents, Problems problems) {
    this.contents = contents;
    this.problems = problems;
  }

  /** The directory; of no use where a problem was found. */
  Directory directory() {
    Pages.judge(all(FileContent::pages).toList(), problems);
    Map<String, Entity> entities = once(all(FileContent::entities));
    Map<String, ManagedPolicy> defined = once(all(FileContent::policies));
    Names.judge(
        Stream.concat(
            entities.values().stream().map(Entity::name),
            defined.values().stream().map(ManagedPolicy::name)),
        problems);
    AwsManagedPolicies.ALL.forEach(policy -> defined.putIfAbsent(policy.key(), policy));
    Map<String, Organization> organizations = once(all(FileContent::organizations));
    Map<String, Organization.Seat> seats = seats(organizations);
    Map<String, Resource> resources = once(all(FileContent::resources));
    Map<String, Endpoint> endpoints = once(all(FileContent::endpoints));
    Map<String, String> canonicalIds = canonicalIds();
    DirectoryFingerprint fingerprint = new DirectoryFingerprint();
    fingerprint.accounts(canonicalIds);
    fingerprint.definitions("entities", entities);
    fingerprint.definitions("policies", defined);
    fingerprint.seats(seats);
    fingerprint.definitions("resources", resources);
    fingerprint.definitions("endpoints", endpoints);
    Map<String, NamedPolicy> managed = managed(defined);
    Map<String, Account> accounts =
        new AccountAssembly(managed, problems).accounts(canonicalIds, entities.values());
    return new Directory(
        accounts,
        values(seats, Organization.Seat::membership),
        managed,
        values(resources, Resource::entry),
        values(endpoints, Endpoint::policy),
        fingerprint.finish());
  }

  private <T> Stream<T> all(Function<FileContent, List<T>> part) {
    return contents.stream().flatMap(content -> part.apply(content).stream());
  }

  private static <T, V> Map<String, V> values(Map<String, T> from, Function<T, V> value) {
    Map<String, V> values = HashMap.newHashMap(from.size());
    from.forEach((key, thing) -> values.put(key, value.apply(thing)));
    return values;
  }

  /** By key; a second definition that says otherwise is an error (N-1.5). */
  private <T extends Definition> Map<String, T> once(Stream<T> definitions) {
    Map<String, T> byKey = new LinkedHashMap<>();
    definitions.forEach(definition -> {
      T first = byKey.putIfAbsent(definition.key(), definition);
      if (first != null && !first.content().equals(definition.content())) {
        problems.error(
            definition.place(),
            "`" + definition.key() + "` is defined otherwise at " + first.place() + " (N-1.5)",
            "keep one of the two");
      }
    });
    return byKey;
  }

  private Map<String, Organization.Seat> seats(Map<String, Organization> organizations) {
    Map<String, Organization.Seat> seats = new LinkedHashMap<>();
    for (Organization organization : organizations.values()) {
      for (Organization.Seat seat : organization.seats()) {
        Organization.Seat first = seats.putIfAbsent(seat.account(), seat);
        if (first != null) {
          problems.error(
              seat.place(),
              "account " + seat.account() + " stands also at " + first.place() + " (N-1.6)",
              "keep it in one place");
        }
      }
    }
    return seats;
  }

  /** The accounts held, with their canonical user ids. */
  private Map<String, String> canonicalIds() {
    Map<String, HeldAccount> said = new HashMap<>();
    Map<String, HeldAccount> owners = new HashMap<>();
    Map<String, String> ids = new HashMap<>();
    for (HeldAccount account : (Iterable<HeldAccount>) all(FileContent::accounts)::iterator) {
      String canonical = account.canonicalUserId();
      ids.merge(account.id(), canonical, (one, other) -> one.isEmpty() ? other : one);
      if (!canonical.isEmpty()) {
        HeldAccount first = said.putIfAbsent(account.id(), account);
        HeldAccount owner = owners.putIfAbsent(canonical, account);
        if (first != null && !first.canonicalUserId().equals(canonical)) {
          problems.error(
              account.place(),
              "account "
                  + account.id()
                  + " has another `CanonicalUserId` at "
                  + first.place()
                  + " (N-1.5)",
              "keep one of the two");
        } else if (owner != null && !owner.id().equals(account.id())) {
          problems.error(
              account.place(),
              "`CanonicalUserId` is also that of account "
                  + owner.id()
                  + " at "
                  + owner.place()
                  + " (R-9.2)",
              "give each account its own");
        }
      }
    }
    return ids;
  }

  private static Map<String, NamedPolicy> managed(Map<String, ManagedPolicy> defined) {
    return values(
        defined,
        policy ->
            new NamedPolicy(
                new PolicyName(PolicyType.IDENTITY, policy.key(), ""), policy.policy()));
  }
}
