package dev.postern.reference;

import dev.postern.model.CaseFold;
import dev.postern.policy.Effect;
import dev.postern.policy.Patterns;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Version;
import dev.postern.reference.ReferenceGlob.Colons;
import dev.postern.reference.ReferenceGlob.Step;
import dev.postern.reference.ReferenceVariables.Part;
import dev.postern.reference.ReferenceVariables.Where;
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
    boolean ofResource =
        setting.type() == PolicyType.RESOURCE || setting.type() == PolicyType.ENDPOINT;
    if (fields < 6 && ofResource && !pattern.contains("*")) {
      return Entry.MATCHES_NOT;
    }
    Entry asWritten = asWritten(pattern, resource, setting);
    boolean pads =
        switch (setting.type()) {
          case IDENTITY, SESSION, BOUNDARY, RESOURCE, ENDPOINT -> true;
          case TRUST, SERVICE_CONTROL, RESOURCE_CONTROL -> false;
        };
    return fields < 6 && pads && asWritten == Entry.MATCHES_NOT
        ? asWritten(pattern + ":*".repeat(6 - fields), resource, setting)
        : asWritten;
  }

  /**
   * In the first five fields a `*` that is directly followed by `:` or ends the
   * pattern runs past colons; any other `*`, and `?`, does not. The rest is a plain glob with
   * variables.
   */
  private static Entry asWritten(String pattern, String resource, Setting setting) {
    List<Part> parts =
        ReferenceVariables.parts(pattern, setting.version(), Where.AFTER_FIFTH_COLON);
    List<Step> steps = new ArrayList<>();
    int colons = 0;
    int i = 0;
    for (; i < parts.size() && colons < 5; i++) {
      colons += ReferenceVariables.isColon(parts.get(i)) ? 1 : 0;
      boolean endsField =
          i + 1 == parts.size() || parts.get(i + 1).equals(ReferenceVariables.COLON);
      steps.add(
          switch (parts.get(i)) {
            case Part.Written(int c) when c == '*' ->
                new Step.Run(endsField ? Colons.MATCHED : Colons.NOT_MATCHED);
            case Part.Written(int c) when c == '?' -> new Step.One(Colons.NOT_MATCHED);
            case Part.Written(int c) -> new Step.Literal(c);
            case Part.Itself(int c) -> new Step.Literal(c);
            case Part.Variable variable -> throw new IllegalStateException(variable.key());
          });
    }
    Optional<List<Step>> rest =
        ReferenceVariables.glob(parts.subList(i, parts.size()), setting.context());
    if (rest.isEmpty()) {
      return Entry.VALUELESS;
    }
    steps.addAll(rest.get());
    return ReferenceGlob.matches(steps, resource) ? Entry.MATCHES : Entry.MATCHES_NOT;
  }

  /** The keys that variables of a resource element read. */
  static List<String> keys(Patterns element, Version version) {
    return element.texts().stream()
        .flatMap(
            pattern -> ReferenceVariables.keys(pattern, version, Where.AFTER_FIFTH_COLON).stream())
        .toList();
  }
}
