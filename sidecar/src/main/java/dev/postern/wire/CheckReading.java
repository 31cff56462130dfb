package dev.postern.wire;

import dev.postern.model.CheckRequest;
import dev.postern.pdp.Admission.RequestProblem;
import java.util.List;

/** What came of reading the JSON of a check (N-2.1). */
public sealed interface CheckReading {

  /**
   * The text is a check; whether it can be decided is for a snapshot to admit.
   *
   * @param request the check
   */
  record Question(CheckRequest request) implements CheckReading {}

  /**
   * The text is no check.
   *
   * @param problems all that is wrong with it, at least one
   */
  record Malformed(List<RequestProblem> problems) implements CheckReading {
    public Malformed {
      problems = List.copyOf(problems);
    }
  }

  /**
   * The text is longer than may be (N-2.9).
   *
   * @param mostBytes how long it may be
   */
  record TooLarge(int mostBytes) implements CheckReading {}
}
