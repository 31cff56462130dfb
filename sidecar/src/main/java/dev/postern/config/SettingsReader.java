package dev.postern.config;

import dev.postern.files.YamlReader;
import dev.postern.syntax.Nearest;
import dev.postern.text.Json;
import dev.postern.text.JsonLimits;
import dev.postern.text.JsonPath;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what file, environment and command line say into values, and gathers all problems. */
final class SettingsReader {
  static final JsonLimits LIMITS = new JsonLimits(1 << 20, 16);
  private static final String PREFIX = "POSTERN_";

  /** What the start script itself reads. */
  private static final Set<String> SCRIPT_VARIABLES = Set.of("POSTERN_JAVA_OPTS");

  private final Map<String, Key<?>> keys = new HashMap<>();
  private final Values values = new Values();
  private final List<Problem> problems = new ArrayList<>();

  SettingsReader(List<Key<?>> registry) {
    registry.forEach(key -> keys.put(key.path(), key));
  }

  Values values() {
    return values;
  }

  List<Problem> problems() {
    return problems;
  }

  void readAll(Inputs inputs) {
    inputs.files().forEach(this::file);
    environment(inputs.environment());
    inputs.assignments().forEach(this::assignment);
  }

  private void file(Source source) {
    Outcome<Json> outcome = YamlReader.read(source, LIMITS);
    if (outcome instanceof Outcome.Read<Json> read) {
      mapping(source, "", read.value(), new HashMap<>());
    } else if (!source.text().lines().allMatch(SettingsReader::saysNothing)) {
      problems.addAll(outcome.problems());
    }
  }

  private static boolean saysNothing(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  private void mapping(Source source, String prefix, Json json, Map<String, Place> seen) {
    if (!(json instanceof Json.Members members)) {
      String name = prefix.isEmpty() ? "the file" : "`" + prefix + "`";
      error(source, json.place(), name + " is no mapping", "write `key: value` below it");
      return;
    }
    for (Json.Member member : members.members()) {
      String path = prefix.isEmpty() ? member.name() : prefix + "." + member.name();
      Key<?> key = keys.get(path);
      Place first = seen.putIfAbsent(path, member.place());
      if (first != null) {
        error(
            source,
            member.place(),
            "`" + path + "` is said a second time, first in line " + first.line(),
            "remove one of them");
      } else if (key != null) {
        String origin = source.name() + ":" + member.place().line();
        value(key, source, member.value(), origin);
      } else if (isSection(path)) {
        mapping(source, path, member.value(), seen);
      } else {
        error(source, member.place(), "unknown key `" + path + "`", nearest(path));
      }
    }
  }

  private void environment(Map<String, String> environment) {
    Map<String, Key<?>> byVariable = new HashMap<>();
    keys.values().forEach(key -> byVariable.put(key.variable(), key));
    environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PREFIX))
        .filter(entry -> !SCRIPT_VARIABLES.contains(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          Source source = new Source("environment " + entry.getKey(), entry.getValue());
          Key<?> key = byVariable.get(entry.getKey());
          if (key != null) {
            text(key, source);
          } else {
            problems.add(
                new Problem(
                    Problem.Severity.WARNING,
                    start(source),
                    "the variable sets nothing",
                    Nearest.mend(entry.getKey(), likely(entry.getKey(), byVariable.keySet())),
                    ""));
          }
        });
  }

  /** The variables worth naming: those of the same section. */
  private static List<String> likely(String variable, Set<String> all) {
    List<String> near = all.stream().filter(each -> sameSection(each, variable)).sorted().toList();
    return near.isEmpty() ? List.of("those of `postern config --keys`") : near;
  }

  private static boolean sameSection(String one, String other) {
    return one.split("_", 3)[1].equals(other.split("_", 3)[1]);
  }

  private void assignment(Assignment assignment) {
    Source source = new Source(assignment.option() + " " + assignment.path(), assignment.value());
    Key<?> key = keys.get(assignment.path());
    if (key != null) {
      text(key, source);
    } else {
      String message = "unknown key `" + assignment.path() + "`";
      problems.add(
          new Problem(
              Problem.Severity.ERROR, start(source), message, nearest(assignment.path()), ""));
    }
  }

  /** A value said as text alone: lists are YAML, scalars are what they are. */
  private void text(Key<?> key, Source source) {
    if (!(key.kind() instanceof ListKind<?>)) {
      value(key, source, new Json.Text(source.text(), start(source)), source.name());
      return;
    }
    switch (YamlReader.read(source, LIMITS)) {
      case Outcome.Read<Json> read -> value(key, source, read.value(), source.name());
      case Outcome.Refused<Json> refused -> problems.addAll(refused.problems());
    }
  }

  private <T> void value(Key<T> key, Source source, Json json, String origin) {
    switch (key.kind().read(json)) {
      case Reading.Fits<T> fits ->
          values.put(key, new Said<>(fits.value(), source, json.place(), origin));
      case Reading.Unfit<T> unfit -> {
        String message =
            switch (key.secrecy()) {
              case OPEN -> unfit.message();
              case SECRET -> "the value is not fit";
            };
        Source shown =
            switch (key.secrecy()) {
              case OPEN -> source;
              case SECRET -> new Source(source.name(), "");
            };
        error(
            shown,
            unfit.place(),
            "`" + key.path() + "`: " + message,
            "give " + key.kind().wanted());
      }
    }
  }

  private boolean isSection(String path) {
    return keys.keySet().stream().anyMatch(each -> each.startsWith(path + "."));
  }

  /** The nearest known name in the innermost section that exists. */
  private String nearest(String path) {
    String section = "";
    String name = path;
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      if (isSection(path.substring(0, dot))) {
        section = path.substring(0, dot + 1);
        name = path.substring(dot + 1);
      }
    }
    Set<String> known = new LinkedHashSet<>();
    for (String each : keys.keySet().stream().sorted().toList()) {
      if (each.startsWith(section)) {
        String rest = each.substring(section.length());
        int end = rest.indexOf('.');
        known.add(end < 0 || name.indexOf('.') > 0 ? rest : rest.substring(0, end));
      }
    }
    return Nearest.mend(name, known);
  }

  private static Place start(Source source) {
    return new Place(source.name(), JsonPath.ROOT, 1, 1);
  }

  private void error(Source source, Place place, String message, String mend) {
    problems.add(Problem.error(source, place, message, mend));
  }
}
