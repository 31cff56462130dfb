package dev.postern.wire;

import dev.postern.pdp.Admission.RequestProblem;
import dev.postern.text.JsonPath;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request; of very many problems the first ones. */
final class RequestFindings {
  private static final int MOST = 100;

  private final List<RequestProblem> problems = new ArrayList<>();
  private int more;

  void add(JsonPath place, String detail) {
    if (problems.size() < MOST) {
      problems.add(new RequestProblem(place.pointer(), detail));
    } else {
      more++;
    }
  }

  void addAll(RequestFindings others) {
    others.problems.forEach(problem -> {
      if (problems.size() < MOST) {
        problems.add(problem);
      } else {
        more++;
      }
    });
    more += others.more;
  }

  /** Forgets all others for this one. */
  void only(JsonPath place, String detail) {
    problems.clear();
    more = 0;
    add(place, detail);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<RequestProblem> all() {
    if (more == 0) {
      return List.copyOf(problems);
    }
    List<RequestProblem> all = new ArrayList<>(problems);
    all.add(new RequestProblem("", "and " + more + " problems more"));
    return all;
  }
}
