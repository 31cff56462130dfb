package dev.postern.reference;

import dev.postern.model.CaseFold;
import dev.postern.policy.Effect;
import dev.postern.policy.Patterns;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Version;
import dev.postern.reference.ReferenceGlob.Colons;
import dev.postern.reference.ReferenceGlob.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Action and resource elements (sections 3 and 4). */
final class ReferencePatterns {
  private ReferencePatterns() {}

  /** Whether the action element of a statement matches. */
  static boolean actionMatches(Patterns element, String action) {
    boolean listed = element.texts().stream().anyMatch(p -> actionPatternMatches(p, action));
    return switch (element.sense()) {
      case LISTED -> listed;
      case ALL_BUT -> !listed;
      case UNSTATED -> false;
    };
  }

  /** */
  static boolean actionPatternMatches(String pattern, String action) {
    if (pattern.chars().anyMatch(Character::isWhitespace)) {
      return false;
    }
    if (!pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*')) {
      return true;
    }
    String[] wanted = CaseFold.fold(pattern).split(":", -1);
    String[] given = CaseFold.fold(action).split(":", 2);
    return wanted.length == 2
        && !wanted[1].isEmpty()
        && ReferenceGlob.matches(ReferenceGlob.glob(wanted[0]), given[0])
        && ReferenceGlob.matches(ReferenceGlob.glob(wanted[1]), given[1]);
  }

  /** Where a resource element stands. */
  record Setting(Effect effect, PolicyType type, Version version, ReferenceContext context) {}

  /** What one entry of a resource element says. */
  private enum Entry {
    MATCHES,
    MATCHES_NOT,
    /** A variable in it has no value. */
    VALUELESS
  }

  /** Whether the resource element of a statement matches. */
  static boolean resourceMatches(Patterns element, String resource, Setting setting) {
    List<Entry> entries =
        element.texts().stream().map(pattern -> entry(pattern, resource, setting)).toList();
    return switch (element.sense()) {
      case UNSTATED -> true;
      case LISTED -> entries.contains(Entry.MATCHES);
      case ALL_BUT ->
          !entries.contains(Entry.MATCHES)
              && (!entries.contains(Entry.VALUELESS) || setting.effect() == Effect.DENY);
    };
  }

  /** As written, then padded where the type of policy pads. */
  private static Entry entry(String pattern, String resource, Setting setting) {
    int fields = pattern.split(":", 6).length;
    if (fields == 6) {
      return sixFields(pattern, resource, setting);
    }
    boolean starred = pattern.contains("*");
    boolean ofResource =
        setting.type() == PolicyType.RESOURCE || setting.type() == PolicyType.ENDPOINT;
    if (ofResource && !starred) {
      return Entry.MATCHES_NOT;
    }
    if (ReferenceGlob.matches(firstFields(pattern), resource)) {
      return Entry.MATCHES;
    }
    boolean pads =
        switch (setting.type()) {
          case IDENTITY, SESSION, BOUNDARY, RESOURCE, ENDPOINT -> true;
          case TRUST, SERVICE_CONTROL, RESOURCE_CONTROL -> false;
        };
    String padded = pattern + ":*".repeat(6 - fields);
    return pads ? sixFields(padded, resource, setting) : Entry.MATCHES_NOT;
  }

  private static Entry sixFields(String pattern, String resource, Setting setting) {
    int fifth = fifthColon(pattern);
    Optional<List<Step>> last =
        ReferenceVariables.glob(pattern.substring(fifth + 1), setting.version(), setting.context());
    if (last.isEmpty()) {
      return Entry.VALUELESS;
    }
    List<Step> steps = new ArrayList<>(firstFields(pattern.substring(0, fifth + 1)));
    steps.addAll(last.get());
    return ReferenceGlob.matches(steps, resource) ? Entry.MATCHES : Entry.MATCHES_NOT;
  }

  /** The keys that variables of a resource element read. */
  static List<String> keys(Patterns element, Version version) {
    return element.texts().stream()
        .filter(pattern -> fifthColon(pattern) >= 0)
        .flatMap(pattern ->
            ReferenceVariables.keys(pattern.substring(fifthColon(pattern) + 1), version).stream())
        .toList();
  }

  /** Place of the fifth colon; -1 if there is none. */
  private static int fifthColon(String pattern) {
    int colon = -1;
    for (int i = 0; i < 5; i++) {
      colon = pattern.indexOf(':', colon + 1);
      if (colon < 0) {
        return -1;
      }
    }
    return colon;
  }

  /**
   * The first five fields of a pattern: a `*` that is directly followed by `:` or
   * ends the pattern runs past colons; any other `*`, and `?`, does not. There are no variables
   * here.
   */
  private static List<Step> firstFields(String pattern) {
    List<Step> steps = new ArrayList<>();
    int[] characters = pattern.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      boolean endsField = i + 1 == characters.length || characters[i + 1] == ':';
      steps.add(
          switch (characters[i]) {
            case '*' -> new Step.Run(endsField ? Colons.MATCHED : Colons.NOT_MATCHED);
            case '?' -> new Step.One(Colons.NOT_MATCHED);
            default -> new Step.Literal(characters[i]);
          });
    }
    return steps;
  }
}
