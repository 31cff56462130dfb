package dev.postern;

import dev.postern.text.JsonWriter;
import dev.postern.text.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How commands talk to people and to programs. */
final class Console {
  static final int FINE = 0;
  static final int DENIED = 1;
  static final int WRONG = 2;

  private Console() {}

  /** Whether somebody looks on: standard output is a terminal, and colours are not refused. */
  static boolean isColourful() {
    boolean isTerminal =
        Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
    String refused = System.getenv("NO_COLOR");
    return isTerminal && (refused == null || refused.isEmpty());
  }

  /** One line that says what went wrong. */
  static void complain(PrintWriter err, String message) {
    err.println("postern: " + message);
    err.flush();
  }

  /** Problems, each with its line, caret and mend. */
  static void print(PrintWriter out, List<Problem> problems) {
    problems.forEach(problem -> out.print(coloured(problem)));
    out.flush();
  }

  /** A problem on one line, for the log. */
  static String line(Problem problem) {
    String mend = problem.mend().isEmpty() ? "" : "; mend: " + problem.mend();
    return problem.place() + ": " + problem.message() + mend;
  }

  /** Problems as a JSON array. */
  static String json(List<Problem> problems) {
    return problems.stream().map(Console::json).collect(Collectors.joining(",", "[", "]"));
  }

  private static String json(Problem problem) {
    return "{\"severity\":"
        + JsonWriter.quote(problem.isError() ? "error" : "warning")
        + ",\"file\":"
        + JsonWriter.quote(problem.place().source())
        + ",\"line\":"
        + problem.place().line()
        + ",\"column\":"
        + problem.place().column()
        + ",\"path\":"
        + JsonWriter.quote(problem.place().path().toString())
        + ",\"message\":"
        + JsonWriter.quote(problem.message())
        + ",\"mend\":"
        + JsonWriter.quote(problem.mend())
        + "}";
  }

  private static String coloured(Problem problem) {
    String text = problem.print();
    if (!isColourful()) {
      return text;
    }
    String colour = problem.isError() ? "\033[31m" : "\033[33m";
    int end = text.indexOf('\n');
    return colour + text.substring(0, end) + "\033[0m" + text.substring(end);
  }
}
