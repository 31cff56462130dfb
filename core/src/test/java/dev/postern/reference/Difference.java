package dev.postern.reference;

import dev.postern.directory.Directory;
import dev.postern.engine.Engine;
import dev.postern.engine.PolicySets;
import dev.postern.engine.PreparedCheck;
import dev.postern.explain.Explanation;
import dev.postern.model.Reason;
import dev.postern.pdp.Admission;
import dev.postern.pdp.PolicyDecisionPoint;

/**
 * A question on which engine and reference differ.
 *
 * @param seed of the run
 * @param what was compared
 * @param expected by the reference
 * @param actual by the engine
 */
record Difference(long seed, String what, Question question, String expected, String actual) {

  /** Whether engine and reference differ on a question, from a cold start. */
  static boolean isDifferent(Question question) {
    Directory directory = question.world().directory();
    MovableClock clock = new MovableClock(question.millis());
    boolean admitted =
        PolicyDecisionPoint.uncached(question.settings(), clock)
                .publish(directory)
                .admit(question.request())
            instanceof Admission.Admitted;
    if (!admitted) {
      return false;
    }
    Engine engine = new Engine(directory, question.settings(), clock, new PolicySets());
    Explanation meant =
        new ReferenceAuthorizer(directory, question.settings(), clock).explain(question.request());
    return !Question.answer(meant.decision())
            .equals(Question.answer(engine.check(question.request())))
        || !print(meant).equals(print(engine.explain(question.request())));
  }

  /** All of an explanation that has a meaning, one line for each part. */
  static String print(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    text.append(Question.answer(explanation.decision()));
    if (explanation.decision().reason() == Reason.POLICY) {
      text.append("\nowner ").append(explanation.owner());
      text.append(' ').append(explanation.ownerSource());
    }
    explanation.layers().forEach(layer -> text.append("\n").append(layer));
    explanation.nearMisses().forEach(miss -> text.append("\n").append(miss));
    text.append("\nconsulted ").append(explanation.consultedKeys());
    text.append("\nmissing ").append(explanation.missingKeys());
    explanation.errors().forEach(error -> text.append("\n").append(error));
    return text.toString();
  }

  /** As small as it gets, for people. */
  String report() {
    boolean cold = isDifferent(question);
    Question small = cold ? new Shrinker(question).smallest() : question;
    Directory directory = small.world().directory();
    MovableClock clock = new MovableClock(small.millis());
    Engine engine = new Engine(directory, small.settings(), clock, new PolicySets());
    ReferenceAuthorizer reference = new ReferenceAuthorizer(directory, small.settings(), clock);
    return what
        + " differs, seed "
        + seed
        + (cold ? "" : " (only with what was remembered before)")
        + "\nfirst seen: expected "
        + expected
        + "\nbut was "
        + actual
        + "\n--- world at "
        + small.millis()
        + ", "
        + small.settings().unknownOwner()
        + "\n"
        + (cold ? small.world().print() : "depends on " + dependencies(engine, small) + "\n")
        + "--- request\n"
        + small.request()
        + "\n--- reference\n"
        + print(reference.explain(small.request()))
        + "\n--- engine: "
        + Question.answer(engine.check(small.request()))
        + "\n"
        + print(engine.explain(small.request()));
  }

  private static String dependencies(Engine engine, Question question) {
    try (PreparedCheck check = engine.prepare(question.request())) {
      return check.dependencies();
    }
  }
}
