package dev.postern.reference;

import dev.postern.model.CaseFold;
import dev.postern.model.ContextValue;
import dev.postern.policy.Version;
import dev.postern.reference.ReferenceGlob.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Variables in text (section 5): parts of a text, and what they become in a request. */
final class ReferenceVariables {
  /** Keys that R-12.5 lists as multivalued; no variable reads them (R-5.5). */
  private static final Set<String> MULTIVALUED =
      Set.of(
          "aws:principalorgpaths",
          "aws:principalservicenameslist",
          "aws:resourceorgpaths",
          "aws:vpceorgpaths",
          "aws:sourceorgpaths",
          "aws:calledvia",
          "aws:tagkeys");

  private ReferenceVariables() {}

  /** A piece of a text. */
  sealed interface Part {
    /** Text as written, in which wildcards may stand. */
    record Written(String text) implements Part {}

    /** `${*}`, `${?}`, `${$}`: a character that means itself (R-5.7). */
    record Escaped(String character) implements Part {}

    /** `${key}` or `${key, 'default'}` (R-5.1). */
    record Variable(String key, Optional<String> otherwise) implements Part {}
  }

  /** The parts of a text; under 2008-10-17 there are no variables (R-1.8). */
  static List<Part> parts(String text, Version version) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (version == Version.V2012 && (at = text.indexOf("${", at)) >= 0) {
      int end = end(text, at);
      if (end < 0) {
        at += 2; // malformed: literal text (R-5.12)
      } else {
        parts.add(new Part.Written(text.substring(from, at)));
        parts.add(variable(text.substring(at + 2, end - 1)));
        from = end;
        at = end;
      }
    }
    parts.add(new Part.Written(text.substring(from)));
    return parts;
  }

  /** The end of the variable that begins at {@code start}; -1 if it is malformed (R-5.12). */
  private static int end(String text, int start) {
    int close = text.indexOf('}', start);
    int comma = text.indexOf(',', start);
    if (close < 0) {
      return -1;
    }
    boolean defaulted = comma >= 0 && comma < close;
    String key = text.substring(start + 2, defaulted ? comma : close);
    if (key.isEmpty() || key.chars().anyMatch(c -> c == ' ' || c == '\'' || c == '{')) {
      return -1;
    }
    if (!defaulted) {
      return close + 1;
    }
    int quote = text.startsWith(", '", comma) ? text.indexOf("'}", comma + 3) : -1;
    return quote < 0 ? -1 : quote + 2;
  }

  private static Part variable(String inside) {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return new Part.Escaped(inside);
    }
    int comma = inside.indexOf(',');
    if (comma < 0) {
      return new Part.Variable(CaseFold.fold(inside), Optional.empty());
    }
    String otherwise = inside.substring(comma + 3, inside.length() - 1);
    return new Part.Variable(CaseFold.fold(inside.substring(0, comma)), Optional.of(otherwise));
  }

  /** The keys that the variables of a text read (R-5.4). */
  static List<String> keys(String text, Version version) {
    return parts(text, version).stream()
        .filter(Part.Variable.class::isInstance)
        .map(part -> ((Part.Variable) part).key())
        .toList();
  }

  /** The text as plain text, wildcards meaning themselves; empty if a variable has no value. */
  static Optional<String> substitute(String text, Version version, ReferenceContext context) {
    StringBuilder plain = new StringBuilder();
    for (Part part : parts(text, version)) {
      switch (part) {
        case Part.Written(String written) -> plain.append(written);
        case Part.Escaped(String character) -> plain.append(character);
        case Part.Variable variable -> {
          Optional<String> value = value(variable, context);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          plain.append(value.get());
        }
      }
    }
    return Optional.of(plain.toString());
  }

  /** The text as glob; what is substituted is literal (R-5.6); empty if a variable has no value. */
  static Optional<List<Step>> glob(String text, Version version, ReferenceContext context) {
    List<Step> steps = new ArrayList<>();
    for (Part part : parts(text, version)) {
      switch (part) {
        case Part.Written(String written) -> steps.addAll(ReferenceGlob.glob(written));
        case Part.Escaped(String character) -> steps.addAll(ReferenceGlob.literal(character));
        case Part.Variable variable -> {
          Optional<String> value = value(variable, context);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          steps.addAll(ReferenceGlob.literal(value.get()));
        }
      }
    }
    return Optional.of(steps);
  }

  /** R-5.5, R-5.8, R-5.9, R-6.5. */
  private static Optional<String> value(Part.Variable variable, ReferenceContext context) {
    if (MULTIVALUED.contains(variable.key())) {
      return Optional.empty();
    }
    return switch (context.value(variable.key())) {
      case ContextValue.Absent() -> variable.otherwise();
      case ContextValue.Ambiguous() -> Optional.empty();
      case ContextValue.Present(List<String> values) ->
          values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    };
  }
}
