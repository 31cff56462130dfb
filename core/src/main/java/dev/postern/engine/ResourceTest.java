package dev.postern.engine;

import dev.postern.policy.Effect;
import dev.postern.policy.Patterns;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Sense;
import dev.postern.policy.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The resource element of a statement, compiled (section 4): patterns without variables, which an
 * index decides alone, and templates with variables, of which the index knows only the beginning.
 */
final class ResourceTest {
  private static final int FIELDS = 6;

  private final Sense sense;
  private final Effect effect;
  private final boolean coversAll;
  private final List<GlobPattern> fixed = new ArrayList<>();
  private final List<Template> variable = new ArrayList<>();

  ResourceTest(Patterns patterns, Effect effect, PolicyType type, Version version) {
    this.sense = patterns.sense();
    this.effect = effect;
    // without the element, every resource that the policy governs
    this.coversAll =
        sense == Sense.UNSTATED && (type == PolicyType.RESOURCE || type == PolicyType.TRUST);
    for (String text : patterns.texts()) {
      for (String form : forms(text, type)) {
        Template template = Template.resource(form, version);
        if (template.hasVariables()) {
          variable.add(template);
        } else {
          fixed.add(template.approximation());
        }
      }
    }
  }

  /** a short pattern as written and padded, or not at all. */
  private static List<String> forms(String text, PolicyType type) {
    long colons = text.chars().filter(c -> c == ':').count();
    if (colons >= FIELDS - 1) {
      return List.of(text);
    }
    boolean pads =
        switch (type) {
          case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL, RESOURCE_CONTROL -> true;
          case RESOURCE, TRUST, ENDPOINT -> text.indexOf('*') >= 0;
        };
    return pads ? List.of(text, text + ":*".repeat((int) (FIELDS - 1 - colons))) : List.of();
  }

  /** Whether the statement covers every resource, having no resource element. */
  boolean coversAll() {
    return coversAll;
  }

  Sense sense() {
    return sense;
  }

  List<GlobPattern> fixed() {
    return fixed;
  }

  List<Template> variable() {
    return variable;
  }

  void addKeys(SortedSet<String> keys) {
    variable.forEach(template -> template.addKeys(keys));
  }

  /** What remains to be asked when no pattern without variables has decided. */
  boolean matchesByVariables(String resource, Evaluation evaluation) {
    boolean valueless = false;
    for (Template template : variable) {
      if (!template.write(evaluation, evaluation.pattern())) {
        valueless = true;
      } else if (evaluation.matcher().matches(evaluation.pattern(), resource)) {
        return sense == Sense.LISTED;
      }
    }
    return sense == Sense.ALL_BUT && (!valueless || effect == Effect.DENY);
  }

  @Override
  public String toString() {
    String patterns = Stream.concat(fixed.stream(), variable.stream()).toList().toString();
    return switch (sense) {
      case UNSTATED -> coversAll ? "all" : "nothing";
      case LISTED -> patterns;
      case ALL_BUT -> "all but " + patterns;
    };
  }
}
