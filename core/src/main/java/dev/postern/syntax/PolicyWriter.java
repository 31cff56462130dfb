package dev.postern.syntax;

import dev.postern.policy.Condition;
import dev.postern.policy.Patterns;
import dev.postern.policy.Policy;
import dev.postern.policy.Principals;
import dev.postern.policy.Sense;
import dev.postern.policy.Statement;
import dev.postern.text.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a policy as JSON that reads back equal. Principals are grouped by kind and conditions by
 * operator.
 */
public final class PolicyWriter {
  private static final Principals.Entry EVERYBODY = new Principals.Entry(Principals.Kind.AWS, "*");

  private PolicyWriter() {}

  /** One line of JSON, ASCII only. */
  public static String write(Policy policy) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("Version", JsonWriter.quote(policy.version().text()));
    if (!policy.id().isEmpty()) {
      members.put("Id", JsonWriter.quote(policy.id()));
    }
    members.put(
        "Statement",
        policy.statements().stream()
            .map(PolicyWriter::statement)
            .collect(Collectors.joining(",", "[", "]")));
    return object(members);
  }

  private static String statement(Statement statement) {
    Map<String, String> members = new LinkedHashMap<>();
    if (!statement.sid().isEmpty()) {
      members.put("Sid", JsonWriter.quote(statement.sid()));
    }
    members.put("Effect", JsonWriter.quote(statement.effect().text()));
    Principals principals = statement.principals();
    if (principals.sense() != Sense.UNSTATED) {
      members.put(name(principals.sense(), "Principal"), principals(principals.entries()));
    }
    patterns(members, statement.actions(), "Action");
    patterns(members, statement.resources(), "Resource");
    if (!statement.conditions().isEmpty()) {
      members.put("Condition", conditions(statement.conditions()));
    }
    return object(members);
  }

  private static void patterns(Map<String, String> members, Patterns patterns, String element) {
    if (patterns.sense() != Sense.UNSTATED) {
      members.put(name(patterns.sense(), element), list(patterns.texts()));
    }
  }

  private static String principals(List<Principals.Entry> entries) {
    if (entries.equals(List.of(EVERYBODY))) {
      return JsonWriter.quote("*");
    }
    Map<String, List<String>> byKind = new LinkedHashMap<>();
    for (Principals.Entry entry : entries) {
      byKind.computeIfAbsent(entry.kind().text(), kind -> new ArrayList<>()).add(entry.text());
    }
    Map<String, String> members = new LinkedHashMap<>();
    byKind.forEach((kind, texts) -> members.put(kind, list(texts)));
    return object(members);
  }

  private static String conditions(List<Condition> conditions) {
    Map<String, Map<String, String>> byOperator = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      byOperator
          .computeIfAbsent(condition.operator().name(), name -> new LinkedHashMap<>())
          .put(condition.key(), list(condition.values()));
    }
    Map<String, String> members = new LinkedHashMap<>();
    byOperator.forEach((operator, keys) -> members.put(operator, object(keys)));
    return object(members);
  }

  private static String name(Sense sense, String element) {
    return sense == Sense.ALL_BUT ? "Not" + element : element;
  }

  /** A single value stands for itself. */
  private static String list(List<String> texts) {
    return texts.size() == 1
        ? JsonWriter.quote(texts.getFirst())
        : texts.stream().map(JsonWriter::quote).collect(Collectors.joining(",", "[", "]"));
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> JsonWriter.quote(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
