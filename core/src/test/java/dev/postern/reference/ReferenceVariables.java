package dev.postern.reference;

import dev.postern.model.CaseFold;
import dev.postern.model.ContextValue;
import dev.postern.policy.Version;
import dev.postern.reference.ReferenceGlob.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  static final Part COLON = new Part.Written(':');

  /** `${*}`, `${key}`, `${key, 'default'}`; the default runs to the first `'}` (R-5.1). */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{(?:(?<escaped>[*?$])|(?<key>[^\\s\\u00a0{}$,]+)(?:, '(?<otherwise>.*?)')?)\\}",
          Pattern.DOTALL);

  private ReferenceVariables() {}

  /** Where in a text variables may stand (R-5.2, R-5.3). */
  enum Where {
    ANYWHERE,
    AFTER_FIFTH_COLON
  }

  /** A piece of a text. */
  sealed interface Part {
    /** A character as written; a `*` or `?` may be a wildcard. */
    record Written(int codePoint) implements Part {}

    /** A character that means itself: `${*}` (R-5.7), or within a `${…}` that is no variable. */
    record Itself(int codePoint) implements Part {}

    /** `${key}` or `${key, 'default'}` (R-5.1); the key is folded (R-5.4). */
    record Variable(String key, Optional<String> otherwise) implements Part {}
  }

  /**
   * The parts of a text. A `${…}` where no variable may stand, under 2008-10-17 (R-1.8), or
   * malformed (R-5.12), is literal text up to its `}`; its colons count.
   */
  static List<Part> parts(String text, Version version, Where where) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!text.startsWith("${", at)) {
        parts.add(new Part.Written(text.codePointAt(at)));
        at += Character.charCount(text.codePointAt(at));
        continue;
      }
      Matcher variable = VARIABLE.matcher(text.substring(at));
      boolean mayStand =
          version == Version.V2012
              && (where == Where.ANYWHERE
                  || parts.stream().filter(ReferenceVariables::isColon).count() >= 5);
      if (mayStand && variable.lookingAt()) {
        parts.add(variable(variable));
        at += variable.end();
      } else {
        int close = text.indexOf('}', at);
        int end = close < 0 ? at + 2 : close + 1;
        text.substring(at, end).codePoints().forEach(c -> parts.add(new Part.Itself(c)));
        at = end;
      }
    }
    return parts;
  }

  /** Whether a part is a colon of the text. */
  static boolean isColon(Part part) {
    return part.equals(COLON) || part.equals(new Part.Itself(':'));
  }

  private static Part variable(Matcher variable) {
    if (variable.group("escaped") != null) {
      return new Part.Itself(variable.group("escaped").codePointAt(0));
    }
    return new Part.Variable(
        CaseFold.fold(variable.group("key")), Optional.ofNullable(variable.group("otherwise")));
  }

  /** The keys that the variables of a text read (R-5.4). */
  static List<String> keys(String text, Version version, Where where) {
    return parts(text, version, where).stream()
        .filter(Part.Variable.class::isInstance)
        .map(part -> ((Part.Variable) part).key())
        .toList();
  }

  /** The text as plain text, wildcards meaning themselves; empty if a variable has no value. */
  static Optional<String> substitute(String text, Version version, ReferenceContext context) {
    StringBuilder plain = new StringBuilder();
    for (Part part : parts(text, version, Where.ANYWHERE)) {
      switch (part) {
        case Part.Written(int c) -> plain.appendCodePoint(c);
        case Part.Itself(int c) -> plain.appendCodePoint(c);
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
    return glob(parts(text, version, Where.ANYWHERE), context);
  }

  /** Parts as glob; empty if a variable has no value. */
  static Optional<List<Step>> glob(List<Part> parts, ReferenceContext context) {
    List<Step> steps = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Written(int c) -> steps.addAll(ReferenceGlob.glob(Character.toString(c)));
        case Part.Itself(int c) -> steps.add(new Step.Literal(c));
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
