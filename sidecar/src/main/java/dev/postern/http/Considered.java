package dev.postern.http;

import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.Snapshot;
import dev.postern.wire.CheckReading;
import dev.postern.wire.ProblemJson;

/** What came of considering a request: something to go on with, or why there is no decision. */
sealed interface Considered<T> {

  /** Decides what was read against a snapshot. */
  static Considered<Answer> decided(CheckReading reading, Snapshot snapshot) {
    return switch (admitted(reading, snapshot)) {
      case Fit<Admission.Admitted> fit -> new Fit<>(snapshot.check(fit.value()));
      case Unfit<Admission.Admitted> unfit -> new Unfit<>(unfit.problem());
    };
  }

  /** Tells whether what was read is a question to a snapshot. */
  static Considered<Admission.Admitted> admitted(CheckReading reading, Snapshot snapshot) {
    return switch (reading) {
      case CheckReading.Question question ->
          switch (snapshot.admit(question.request())) {
            case Admission.Admitted admitted -> new Fit<>(admitted);
            case Admission.Refused refused ->
                new Unfit<>(ProblemJson.malformed(refused.problems()));
          };
      case CheckReading.Malformed malformed ->
          new Unfit<>(ProblemJson.malformed(malformed.problems()));
      case CheckReading.TooLarge large -> new Unfit<>(ProblemJson.tooLarge(large.mostBytes()));
    };
  }

  /** The request can go on. */
  record Fit<T>(T value) implements Considered<T> {}

  /** The request has no decision. */
  record Unfit<T>(ProblemJson problem) implements Considered<T> {}
}
