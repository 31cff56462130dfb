package dev.postern;

import dev.postern.text.JsonWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is said once, when the server is ready (N-7.4).
 *
 * @param listeners addresses as bound, by name
 * @param snapshot digest of what is served
 * @param counts how much there is in it
 */
record ReadyLine(SortedMap<String, String> listeners, String snapshot, Counts counts) {
  ReadyLine {
    listeners = new TreeMap<>(listeners);
  }

  String print(Form form) {
    return switch (form) {
      case TEXT ->
          "postern ready: "
              + each(entry -> entry.getKey() + "=" + entry.getValue(), " ")
              + " snapshot="
              + snapshot
              + " accounts="
              + counts.accounts()
              + " users="
              + counts.users()
              + " roles="
              + counts.roles()
              + " policies="
              + counts.policies();
      case JSON ->
          "{\"state\":\"ready\",\"listeners\":{"
              + each(
                  entry ->
                      JsonWriter.quote(entry.getKey()) + ":" + JsonWriter.quote(entry.getValue()),
                  ",")
              + "},\"snapshot\":"
              + JsonWriter.quote(snapshot)
              + ",\"counts\":"
              + counts.json()
              + "}";
    };
  }

  private String each(Function<Map.Entry<String, String>, String> print, String between) {
    return listeners.entrySet().stream().map(print).collect(Collectors.joining(between));
  }

  /** How it looks. */
  enum Form {
    TEXT,
    JSON
  }
}
