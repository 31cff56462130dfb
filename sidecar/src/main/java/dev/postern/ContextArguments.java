package dev.postern;

import dev.postern.text.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Context keys as arguments, {@code key=value}; a repeated key is a list (N-7.1). */
final class ContextArguments {
  private ContextArguments() {}

  /** As the member {@code context} of a check; every value is text. */
  static String json(List<String> arguments) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String each : arguments) {
      int equals = each.indexOf('=');
      values
          .computeIfAbsent(each.substring(0, equals), _ -> new ArrayList<>())
          .add(JsonWriter.quote(each.substring(equals + 1)));
    }
    return values.entrySet().stream()
        .map(entry -> JsonWriter.quote(entry.getKey()) + ":" + value(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(List<String> texts) {
    return texts.size() == 1 ? texts.getFirst() : "[" + String.join(",", texts) + "]";
  }
}
