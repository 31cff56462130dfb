package dev.postern.pdp;

import dev.postern.model.CheckRequest;
import java.util.List;

/** Whether a request is a question at all (N-2.3 to N-2.6). */
public sealed interface Admission {

  /**
   * The request can be decided by the snapshot that admitted it.
   *
   * @param request the request
   */
  record Admitted(CheckRequest request) implements Admission {}

  /**
   * The request is no question; never a decision.
   *
   * @param problems all that is wrong with it
   */
  record Refused(List<RequestProblem> problems) implements Admission {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * One thing wrong with a request.
   *
   * @param pointer JSON pointer into the request of N-2.1
   * @param detail what is wrong and what to do
   */
  record RequestProblem(String pointer, String detail) {}
}
