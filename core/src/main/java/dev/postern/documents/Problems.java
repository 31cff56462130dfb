package dev.postern.documents;

import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The problems of documents, each once, as they are found; excerpts come at the end. */
final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<String> noted = new HashSet<>();

  void error(Place place, String message, String mend) {
    found.add(new Problem(Problem.Severity.ERROR, place, message, mend, ""));
  }

  void warning(Place place, String message, String mend) {
    found.add(new Problem(Problem.Severity.WARNING, place, message, mend, ""));
  }

  /** A warning that is given only for the first of many places. */
  void note(Place place, String message, String mend) {
    if (noted.add(message)) {
      warning(place, message, mend);
    }
  }

  void addAll(List<Problem> problems) {
    found.addAll(problems);
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** All of them; those of a source show its line. */
  List<Problem> withExcerpts(List<Source> sources) {
    Map<String, Source> byName = new HashMap<>();
    sources.forEach(source -> byName.putIfAbsent(source.name(), source));
    Map<String, Lines> lines = new HashMap<>();
    List<Problem> all = new ArrayList<>(found.size());
    for (Problem problem : found) {
      String name = problem.place().source();
      Source source = byName.get(name);
      if (source == null || !problem.excerpt().isEmpty()) {
        all.add(problem);
      } else {
        String line =
            lines.computeIfAbsent(name, n -> new Lines(source.text())).get(problem.place().line());
        all.add(
            new Problem(
                problem.severity(), problem.place(), problem.message(), problem.mend(), line));
      }
    }
    return all;
  }

  /** The lines of a text, found once. */
  private static final class Lines {
    private final String text;
    private final List<Integer> starts = new ArrayList<>();

    Lines(String text) {
      this.text = text;
      starts.add(0);
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
        starts.add(end + 1);
      }
    }

    String get(int number) {
      if (number < 1 || number > starts.size()) {
        return "";
      }
      int start = starts.get(number - 1);
      int end = number < starts.size() ? starts.get(number) - 1 : text.length();
      String line = text.substring(start, end);
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
  }
}
