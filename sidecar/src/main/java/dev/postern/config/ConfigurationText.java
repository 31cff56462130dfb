package dev.postern.config;

import dev.postern.text.JsonWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Prints configurations and the registry of settings. */
final class ConfigurationText {
  private static final int ORIGIN_COLUMN = 44;

  private ConfigurationText() {}

  static String yaml(List<Key<?>> keys, Values values) {
    StringBuilder out = new StringBuilder();
    String[] open = {};
    for (Key<?> key : keys) {
      String[] steps = key.path().split("\\.");
      int shared = 0;
      while (shared < Math.min(open.length, steps.length) - 1
          && steps[shared].equals(open[shared])) {
        shared++;
      }
      for (int i = shared; i < steps.length - 1; i++) {
        out.append("  ".repeat(i)).append(steps[i]).append(":\n");
      }
      out.append(line("  ".repeat(steps.length - 1) + steps[steps.length - 1], key, values));
      open = steps;
    }
    return out.toString();
  }

  private static <T> String line(String name, Key<T> key, Values values) {
    Said<T> said = values.said(key);
    String line = name + ": " + key.show(said.value());
    String blanks = " ".repeat(Math.max(1, ORIGIN_COLUMN - line.length()));
    return line + blanks + "# " + said.origin() + "\n";
  }

  static String json(List<Key<?>> keys, Values values) {
    return keys.stream()
        .map(key -> entry(key, values))
        .collect(Collectors.joining(",", "{\"settings\":[", "]}"));
  }

  private static <T> String entry(Key<T> key, Values values) {
    Said<T> said = values.said(key);
    return "{\"path\":"
        + JsonWriter.quote(key.path())
        + ",\"value\":"
        + JsonWriter.quote(key.show(said.value()))
        + ",\"origin\":"
        + JsonWriter.quote(said.origin())
        + "}";
  }

  static String reference(List<Key<?>> keys) {
    StringBuilder out = new StringBuilder();
    out.append("| key | value | default | what it does |\n|---|---|---|---|\n");
    keys.forEach(key -> out.append(row(key)));
    return out.toString();
  }

  private static <T> String row(Key<T> key) {
    return "| `"
        + key.path()
        + "` | "
        + key.kind().wanted()
        + " | `"
        + key.kind().print(key.standard())
        + "` | "
        + key.doc()
        + " |\n";
  }
}
