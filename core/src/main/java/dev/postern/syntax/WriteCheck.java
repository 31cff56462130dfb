package dev.postern.syntax;

import dev.postern.model.CaseFold;
import dev.postern.policy.Comparison;
import dev.postern.policy.Operator;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Version;
import dev.postern.text.Json;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Why AWS would refuse to store a document: MalformedPolicyDocument, in the order and words of
 *
 */
public final class WriteCheck {
  private static final String SYNTAX = "Syntax errors in policy.";
  private static final String LEGACY = "The policy failed legacy parsing";

  private final PolicyType type;
  private final Json.Members document;
  private final List<Json.Members> statements;

  private WriteCheck(PolicyType type, Json.Members document) {
    this.type = type;
    this.document = document;
    this.statements = SyntaxShape.statements(document);
  }

  /** The message of the first check that fails; empty if the document may be stored. */
  public static Optional<String> refusal(String documentText, PolicyType type, WriteKind kind) {
    Source source = new Source("policy", documentText);
    return switch (JsonReader.read(source, PolicyReader.LIMITS)) {
      case Outcome.Refused<Json> _ ->
          Optional.of(type == PolicyType.TRUST ? "This policy contains invalid Json" : SYNTAX);
      case Outcome.Read<Json>(Json json, _) -> {
        if (PolicyReader.forbiddenCharacter(documentText) >= 0
            || !(json instanceof Json.Members document)
            || !SyntaxShape.isSound(document)) {
          yield Optional.of(SYNTAX);
        }
        yield new WriteCheck(type, document).refusal(kind).or(() -> unreadable(source, json, type));
      }
    };
  }

  static boolean isAlphanumeric(String sid) {
    return sid.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
  }

  private Optional<String> refusal(WriteKind kind) {
    return version(kind)
        .or(this::legacy)
        .or(this::sids)
        .or(() -> missing("Action", "Policy statement must contain actions."))
        .or(() -> first("Resource", ResourceFormat::refusal))
        .or(() -> first("Action", ActionFormat::refusal))
        .or(this::byType);
  }

  private Optional<String> version(WriteKind kind) {
    boolean later =
        document
            .get("Version")
            .filter(v -> v instanceof Json.Text(String text, _) && text.equals("2012-10-17"))
            .isPresent();
    return when(
        kind == WriteKind.MANAGED && !later,
        "Policy document must be version 2012-10-17 or greater.");
  }

  private Optional<String> legacy() {
    boolean effects =
        statements.stream()
            .flatMap(s -> SyntaxShape.texts(s, "Effect"))
            .allMatch(e -> e.equals("Allow") || e.equals("Deny"));
    boolean resources =
        both("Resource")
            .noneMatch(r -> ResourceFormat.refusal(r).isEmpty() && ResourceFormat.failsLegacy(r));
    return when(
        !effects || !resources || !statements.stream().allMatch(WriteCheck::datesAreGood), LEGACY);
  }

  private static boolean datesAreGood(Json.Members statement) {
    return SyntaxShape.operators(statement)
        .filter(o -> Operator.of(o.name()).comparison().family() == Comparison.Family.DATE)
        .flatMap(
            o -> o.value() instanceof Json.Members keys ? keys.members().stream() : Stream.empty())
        .flatMap(key -> Elements.parts(key.value()).stream())
        .allMatch(value -> ConditionFormat.isWritableDate(SyntaxShape.sourceText(value)));
  }

  private Optional<String> sids() {
    switch (type) {
      case RESOURCE, ENDPOINT, SERVICE_CONTROL, RESOURCE_CONTROL -> {
        return Optional.empty();
      }
      case IDENTITY, BOUNDARY, SESSION, TRUST -> {}
    }
    Set<String> seen = new HashSet<>();
    List<String> sids =
        statements.stream()
            .flatMap(s -> SyntaxShape.texts(s, "Sid"))
            .filter(s -> !s.isEmpty())
            .toList();
    return when(
            !sids.stream().allMatch(seen::add),
            "Statement IDs (SID) in a single policy must be unique.")
        .or(() ->
            when(
                !sids.stream().allMatch(WriteCheck::isAlphanumeric),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                    + " [0-9A-Za-z]*"));
  }

  private Optional<String> byType() {
    return switch (type) {
      case IDENTITY, BOUNDARY, SESSION ->
          missing("Resource", "Policy statement must contain resources.")
              .or(() ->
                  when(states("Principal"), "Policy document should not specify a principal."));
      case TRUST ->
          when(
                  both("Action").anyMatch(Predicate.not(ActionFormat.OF_TRUST::contains)),
                  "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and"
                      + " sts:AssumeRoleWithWebIdentity")
              .or(() -> when(states("Resource"), "Has prohibited field Resource."));
      case RESOURCE, ENDPOINT ->
          when(statements.stream().anyMatch(WriteCheck::allowsAllBut), SYNTAX);
      case SERVICE_CONTROL, RESOURCE_CONTROL -> Optional.empty();
    };
  }

  private static boolean allowsAllBut(Json.Members statement) {
    return statement.get("NotPrincipal").isPresent()
        && SyntaxShape.texts(statement, "Effect").anyMatch("Allow"::equals);
  }

  private static Optional<String> unreadable(Source source, Json json, PolicyType type) {
    return switch (PolicyReader.read(source, json, type)) {
      case Outcome.Read<Policy> _ -> Optional.empty();
      case Outcome.Refused<Policy>(var problems) ->
          switch (type) {
            case SERVICE_CONTROL, RESOURCE_CONTROL ->
                problems.stream().filter(Problem::isError).map(Problem::message).findFirst();
            case IDENTITY, BOUNDARY, SESSION, RESOURCE, TRUST, ENDPOINT -> Optional.of(SYNTAX);
          };
    };
  }

  private Stream<String> both(String element) {
    return statements.stream()
        .flatMap(s ->
            Stream.concat(SyntaxShape.texts(s, element), SyntaxShape.texts(s, "Not" + element)));
  }

  private boolean states(String element) {
    return statements.stream()
        .anyMatch(s -> s.get(element).isPresent() || s.get("Not" + element).isPresent());
  }

  private Optional<String> missing(String element, String message) {
    return when(
        statements.stream()
            .anyMatch(s ->
                Stream.concat(SyntaxShape.texts(s, element), SyntaxShape.texts(s, "Not" + element))
                    .findAny()
                    .isEmpty()),
        message);
  }

  private Optional<String> first(String element, Function<String, Optional<String>> check) {
    return both(element).flatMap(text -> check.apply(text).stream()).findFirst();
  }

  private static Optional<String> when(boolean failed, String message) {
    return failed ? Optional.of(message) : Optional.empty();
  }

  static boolean isEffect(String text) {
    String fold = CaseFold.fold(text);
    return fold.equals("allow") || fold.equals("deny");
  }

  static boolean isVersion(String text) {
    return Stream.of(Version.values()).anyMatch(v -> v.text().equals(text));
  }
}
