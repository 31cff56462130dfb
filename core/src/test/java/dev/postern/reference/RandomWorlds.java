package dev.postern.reference;

import dev.postern.directory.Tag;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random worlds: one from nothing, and others that differ from it in a few places. */
final class RandomWorlds {
  private final Dice dice;
  private final RandomPolicies policies;

  RandomWorlds(Dice dice) {
    this.dice = dice;
    this.policies = new RandomPolicies(dice);
  }

  RandomWorld world() {
    RandomWorld world = RandomWorld.empty();
    for (String place : places()) {
      attach(place, world.policies());
    }
    tags(world.tags());
    facts(world.facts());
    return world;
  }

  /** The same world with something different in about one place out of six. */
  RandomWorld like(RandomWorld world) {
    RandomWorld other = world.copy();
    for (String place : places()) {
      if (dice.percent(12)) {
        other.policies().remove(place);
        attach(place, other.policies());
      }
    }
    if (dice.percent(40)) {
      other.tags().clear();
      tags(other.tags());
    }
    if (dice.percent(40)) {
      other.facts().clear();
      facts(other.facts());
    }
    return other;
  }

  private static List<String> places() {
    List<String> places = new ArrayList<>();
    for (String arn : Words.USERS) {
      places.add("identity " + arn);
      places.add("boundary " + arn);
    }
    for (String arn : Words.ROLES) {
      places.add("identity " + arn);
      places.add("boundary " + arn);
      places.add("trust " + arn);
    }
    for (String id : Words.HELD) {
      places.add("group arn:aws:iam::" + id + ":group/g");
    }
    for (String id : List.of(Words.A, Words.B, Words.M, Words.UNHELD)) {
      for (int level = 0; level < 3; level++) {
        places.add("scp " + id + " " + level);
        places.add("rcp " + id + " " + level);
      }
    }
    for (String arn : Words.ENTRIES) {
      if (!arn.contains(":role/")) {
        places.add("resource " + arn);
      }
    }
    Words.ENDPOINTS.forEach(id -> places.add("endpoint " + id));
    Words.MANAGED.forEach(arn -> places.add("managed " + arn));
    return places;
  }

  private void attach(String place, SortedMap<String, List<Policy>> into) {
    String kind = place.substring(0, place.indexOf(' '));
    switch (kind) {
      case "identity" -> put(into, place, 0, 3, PolicyType.IDENTITY, 40);
      case "group" -> put(into, place, 0, 1, PolicyType.IDENTITY, 5);
      case "managed" -> put(into, place, 1, 1, PolicyType.SESSION, 30);
      case "boundary" -> {
        if (dice.percent(20)) {
          put(into, place, 1, 1, PolicyType.BOUNDARY, 40);
        }
      }
      case "trust" -> put(into, place, 1, 1, PolicyType.TRUST, 12);
      case "resource" -> {
        if (dice.percent(75)) {
          put(into, place, 1, 1, PolicyType.RESOURCE, 15);
        }
      }
      case "endpoint" -> {
        if (dice.percent(60)) {
          put(into, place, 1, 1, PolicyType.ENDPOINT, 40);
        }
      }
      case "scp" -> levels(into, place, PolicyType.SERVICE_CONTROL, 94);
      case "rcp" -> levels(into, place, PolicyType.RESOURCE_CONTROL, 98);
      default -> throw new IllegalArgumentException(place);
    }
  }

  /** Levels of the organization: mostly everything is allowed, and some of it taken away. */
  private void levels(
      SortedMap<String, List<Policy>> into, String place, PolicyType type, int fullChance) {
    if (dice.percent(25)) {
      return;
    }
    List<Policy> attached = new ArrayList<>();
    if (dice.percent(fullChance)) {
      attached.add(RandomPolicies.full(type));
    }
    if (dice.percent(40)) {
      attached.addAll(dice.many(0, 2, () -> policies.policy(type)));
    }
    into.put(place, List.copyOf(attached));
  }

  private void put(
      SortedMap<String, List<Policy>> into,
      String place,
      int least,
      int most,
      PolicyType type,
      int fullChance) {
    into.put(
        place,
        dice.many(
            least,
            most,
            () -> dice.percent(fullChance) ? RandomPolicies.full(type) : policies.policy(type)));
  }

  private void tags(SortedMap<String, List<Tag>> into) {
    for (String arn : new TreeMap<>(tagged()).keySet()) {
      if (dice.percent(50)) {
        into.put(
            arn,
            dice.many(
                0,
                2,
                () ->
                    new Tag(
                        dice.of("team", "team", "Team", "cost"),
                        dice.of("red", "k", "a", "", "*", "true"))));
      }
    }
  }

  private static SortedMap<String, String> tagged() {
    SortedMap<String, String> arns = new TreeMap<>();
    Words.USERS.forEach(arn -> arns.put(arn, ""));
    Words.ROLES.forEach(arn -> arns.put(arn, ""));
    Words.ENTRIES.forEach(arn -> arns.put(arn, ""));
    return arns;
  }

  private void facts(SortedMap<String, String> into) {
    for (String id : List.of(Words.A, Words.B, Words.UNHELD)) {
      into.put("standing " + id, dice.of("MEMBER", "MEMBER", "NONE"));
    }
    into.put("standing " + Words.M, dice.of("MANAGEMENT", "MANAGEMENT", "NONE"));
    for (String arn : Words.ENTRIES) {
      if (arn.contains(":s3:") && dice.percent(80)) {
        into.put("owner " + arn, dice.of(Words.ACCOUNTS));
      }
      if (arn.contains(":kms:") && dice.percent(15)) {
        into.put("manager " + arn, "AWS");
      }
    }
    for (String id : Words.HELD) {
      if (dice.percent(60)) {
        into.put("canonical " + id, dice.of("canon1", "canon2"));
      }
    }
    dice.someOf(Words.USERS, 2).forEach(arn -> into.put("id " + arn, dice.of("AIDA1", "AIDA2")));
    dice.someOf(Words.ROLES, 2).forEach(arn -> into.put("id " + arn, "AROA1"));
  }
}
