package dev.postern.reference;

import dev.postern.directory.EvaluationSettings;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;

/**
 * A request in a world at an instant: all that an answer may depend on.
 *
 * @param millis since the epoch
 */
record Question(RandomWorld world, EvaluationSettings settings, CheckRequest request, long millis) {

  /** What of a decision is compared; how long it holds is looked at apart. */
  static String answer(Decision decision) {
    return decision.verdict() + " " + decision.reason();
  }
}
