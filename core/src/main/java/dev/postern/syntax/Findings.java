package dev.postern.syntax;

import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The problems of one document, as they are found. Problems on one line share its excerpt. */
final class Findings {
  private final Source source;
  private final List<Problem> problems = new ArrayList<>();
  private int line;
  private String excerpt = "";

  Findings(Source source) {
    this.source = source;
  }

  void error(Place place, String message, String mend) {
    add(Problem.Severity.ERROR, place, message, mend);
  }

  void warning(Place place, String message, String mend) {
    add(Problem.Severity.WARNING, place, message, mend);
  }

  /** The value if there was no error. */
  <T> Outcome<T> outcome(Supplier<T> value) {
    return problems.stream().anyMatch(Problem::isError)
        ? new Outcome.Refused<>(problems)
        : new Outcome.Read<>(value.get(), problems);
  }

  private void add(Problem.Severity severity, Place place, String message, String mend) {
    if (line != place.line()) {
      line = place.line();
      excerpt = source.line(line);
    }
    problems.add(new Problem(severity, place, message, mend, excerpt));
  }
}
