package dev.postern.syntax;

import dev.postern.model.CaseFold;
import dev.postern.policy.Comparison;
import dev.postern.policy.Condition;
import dev.postern.policy.Operator;
import dev.postern.policy.Version;
import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the condition element. */
final class ConditionReader {
  private static final List<String> OPERATORS =
      Arrays.stream(Comparison.values()).map(Comparison::text).filter(t -> !t.isEmpty()).toList();

  private final Findings findings;
  private final Elements elements;
  private final Version version;

  ConditionReader(Findings findings, Version version) {
    this.findings = findings;
    this.elements = new Elements(findings);
    this.version = version;
  }

  List<Condition> read(Json json) {
    List<Condition> conditions = new ArrayList<>();
    if (!(json instanceof Json.Members operators)) {
      findings.error(
          json.place(), "`Condition` is no object (R-1.20)", "write {operator: {key: values}}");
      return conditions;
    }
    for (Json.Member member : elements.unique(operators).values()) {
      if (member.value() instanceof Json.Members keys) {
        keys(member, keys, conditions);
      } else {
        findings.error(
            member.value().place(),
            "operator `" + member.name() + "` has no object of keys (R-1.20)",
            "write {key: values}");
      }
    }
    return conditions;
  }

  private void keys(Json.Member member, Json.Members keys, List<Condition> conditions) {
    Operator operator = Operator.of(member.name());
    if (operator.comparison() == Comparison.UNKNOWN && !keys.members().isEmpty()) {
      findings.error(
          member.place(), "unknown operator `" + member.name() + "` (R-1.21)", mend(member.name()));
    }
    Set<String> folds = new HashSet<>();
    for (Json.Member key : elements.unique(keys).values()) {
      if (!folds.add(CaseFold.fold(key.name()))) {
        findings.warning(
            key.place(),
            "key `" + key.name() + "` stands twice in different case; both must hold (R-1.5)",
            "merge them");
      }
      conditions.add(new Condition(operator, key.name(), values(operator, key), key.place()));
    }
  }

  private List<String> values(Operator operator, Json.Member key) {
    List<Json> parts = Elements.parts(key.value());
    if (parts.isEmpty()) {
      findings.warning(
          key.value().place(),
          "`" + key.name() + "` has an empty list of values (R-1.23)",
          "give a value");
    }
    List<String> values = new ArrayList<>();
    for (Json part : parts) {
      switch (part) {
        case Json.Text(String text, _) -> values.add(text);
        case Json.Number(String text, _) -> values.add(text);
        case Json.Truth(String text, _) -> values.add(text);
        case Json.Null _, Json.Members _, Json.Elements _ -> {
          findings.error(
              part.place(),
              "a value of `" + key.name() + "` is no string, number or boolean (R-1.20)",
              "write it as a string");
          continue;
        }
      }
      judge(operator, part, values.getLast());
    }
    return values;
  }

  private void judge(Operator operator, Json part, String value) {
    Comparison.Family family = operator.comparison().family();
    if (!ConditionFormat.isParsable(family, value, version)) {
      findings.warning(
          part.place(),
          "`" + operator.name() + "` can never read `" + value + "` (R-8.7)",
          "write a value of the kind that the operator compares");
    }
    if (version == Version.V2012 && substitutes(family)) {
      VariableFormat.defect(value)
          .ifPresent(defect ->
              findings.warning(
                  part.place(),
                  defect + " in `" + value + "`; it is literal text (R-5.12)",
                  "write ${key} or ${key, 'default'}"));
    }
  }

  private static boolean substitutes(Comparison.Family family) {
    return switch (family) {
      case STRING, ARN, BOOL -> true;
      case NUMERIC, DATE, BINARY, IP, NULL, UNKNOWN -> false;
    };
  }

  private static String mend(String name) {
    int colon = name.indexOf(':');
    String base = name.substring(colon + 1);
    String bare =
        base.endsWith("IfExists") ? base.substring(0, base.length() - "IfExists".length()) : base;
    return Nearest.mend(bare, OPERATORS);
  }
}
