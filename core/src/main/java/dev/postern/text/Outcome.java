package dev.postern.text;

import java.util.List;

/** What came of reading a text: a value, perhaps with warnings, or all its problems. */
public sealed interface Outcome<T> {
  /** All problems: only warnings for a {@link Read}, at least one error for {@link Refused}. */
  List<Problem> problems();

  /** The text was read. */
  record Read<T>(T value, List<Problem> problems) implements Outcome<T> {
    public Read {
      problems = List.copyOf(problems);
      if (problems.stream().anyMatch(Problem::isError)) {
        throw new IllegalArgumentException("an error leaves no value");
      }
    }
  }

  /** The text was refused. */
  record Refused<T>(List<Problem> problems) implements Outcome<T> {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.stream().noneMatch(Problem::isError)) {
        throw new IllegalArgumentException("a refusal needs an error");
      }
    }
  }
}
