package dev.postern.syntax;

import dev.postern.policy.Comparison;
import dev.postern.policy.Operator;
import dev.postern.text.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The first check of a write: the shape of the document. */
final class SyntaxShape {
  private static final Set<String> KEYS = Set.of("Version", "Id", "Statement", "Conditions");
  private static final Set<String> STATEMENT_KEYS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Set<String> PRINCIPAL_KEYS =
      Set.of("AWS", "Service", "Federated", "CanonicalUser");

  private SyntaxShape() {}

  static boolean isSound(Json.Members document) {
    List<Json> parts = document.get("Statement").map(Elements::parts).orElse(List.of());
    return keysWithin(document, KEYS)
        && document.get("Version").stream()
            .allMatch(v -> v instanceof Json.Text(String text, _) && WriteCheck.isVersion(text))
        && document.get("Id").stream().allMatch(Json.Text.class::isInstance)
        && !parts.isEmpty()
        && parts.stream()
            .allMatch(p -> p instanceof Json.Members statement && isStatement(statement));
  }

  /** The statements of a sound document. */
  static List<Json.Members> statements(Json.Members document) {
    return document.get("Statement").map(Elements::parts).orElse(List.of()).stream()
        .filter(Json.Members.class::isInstance)
        .map(Json.Members.class::cast)
        .toList();
  }

  /** The texts of an element. */
  static Stream<String> texts(Json.Members object, String name) {
    return object.get(name).stream()
        .flatMap(v -> Elements.parts(v).stream())
        .map(SyntaxShape::sourceText);
  }

  /** The operators of the condition. */
  static Stream<Json.Member> operators(Json.Members statement) {
    return statement.get("Condition").stream()
        .flatMap(c ->
            c instanceof Json.Members operators ? operators.members().stream() : Stream.empty());
  }

  /** A scalar as text. */
  static String sourceText(Json value) {
    return switch (value) {
      case Json.Text(String text, _) -> text;
      case Json.Number(String text, _) -> text;
      case Json.Truth(String text, _) -> text;
      case Json.Null _, Json.Members _, Json.Elements _ -> "";
    };
  }

  private static boolean isStatement(Json.Members statement) {
    return keysWithin(statement, STATEMENT_KEYS)
        && statement.get("Sid").stream().allMatch(Json.Text.class::isInstance)
        && statement
            .get("Effect")
            .filter(e -> e instanceof Json.Text(String text, _) && WriteCheck.isEffect(text))
            .isPresent()
        && Stream.of("Action", "Resource", "Principal").allMatch(name -> one(statement, name))
        && Stream.of("Action", "NotAction", "Resource", "NotResource")
            .flatMap(name -> statement.get(name).stream())
            .allMatch(SyntaxShape::areTexts)
        && Stream.of("Principal", "NotPrincipal")
            .flatMap(name -> statement.get(name).stream())
            .allMatch(SyntaxShape::isPrincipal)
        && statement.get("Condition").stream().allMatch(SyntaxShape::isCondition);
  }

  private static boolean one(Json.Members statement, String name) {
    return statement.get(name).isEmpty() || statement.get("Not" + name).isEmpty();
  }

  private static boolean isPrincipal(Json value) {
    return value instanceof Json.Text(String text, _) && text.equals("*")
        || value instanceof Json.Members kinds
            && keysWithin(kinds, PRINCIPAL_KEYS)
            && kinds.members().stream().allMatch(kind -> areTexts(kind.value()));
  }

  private static boolean isCondition(Json value) {
    return value instanceof Json.Members operators
        && isUnique(operators)
        && operators.members().stream().allMatch(SyntaxShape::isOperator);
  }

  private static boolean isOperator(Json.Member operator) {
    return operator.value() instanceof Json.Members keys
        && isUnique(keys)
        && (keys.members().isEmpty()
            || Operator.of(operator.name()).comparison() != Comparison.UNKNOWN)
        && keys.members().stream()
            .flatMap(key -> Elements.parts(key.value()).stream())
            .allMatch(SyntaxShape::isScalar);
  }

  private static boolean isScalar(Json value) {
    return value instanceof Json.Text
        || value instanceof Json.Number
        || value instanceof Json.Truth;
  }

  private static boolean areTexts(Json value) {
    return Elements.parts(value).stream().allMatch(Json.Text.class::isInstance);
  }

  private static boolean keysWithin(Json.Members object, Set<String> known) {
    return isUnique(object) && object.members().stream().allMatch(m -> known.contains(m.name()));
  }

  private static boolean isUnique(Json.Members object) {
    Set<String> seen = new HashSet<>();
    return object.members().stream().allMatch(m -> seen.add(m.name()));
  }
}
