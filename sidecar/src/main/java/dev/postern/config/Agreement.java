package dev.postern.config;

import dev.postern.text.Problem;
import java.util.ArrayList;
import java.util.List;

/** What settings must say together (N-7.3). */
final class Agreement {
  private final Values values;
  private final List<Problem> problems = new ArrayList<>();

  private Agreement(Values values) {
    this.values = values;
  }

  static List<Problem> problems(Values values) {
    Agreement agreement = new Agreement(values);
    agreement.waits();
    agreement.api();
    agreement.clearText(Keys.OPERATION);
    agreement.clearText(Keys.EXT_AUTHZ_GRPC);
    return agreement.problems;
  }

  private void waits() {
    if (values.get(Keys.DATA_MAX_WAIT).compareTo(values.get(Keys.DATA_QUIET_PERIOD)) < 0) {
      Said<?> said = values.said(Keys.DATA_MAX_WAIT);
      problems.add(
          Problem.error(
              said.source(),
              said.place(),
              "`data.max-wait` is shorter than `data.quiet-period`",
              "make it at least as long"));
    }
  }

  private void api() {
    if (!isExposed(Keys.API_ADDRESS)) {
      return;
    }
    Said<Listener> said = values.said(Keys.API_ADDRESS);
    String message =
        "the check API would listen at `"
            + said.value()
            + "`, beyond loopback, without TLS and without authentication";
    problems.add(
        switch (values.get(Keys.API_INSECURE_PLAINTEXT)) {
          case REFUSED ->
              Problem.error(
                  said.source(),
                  said.place(),
                  message,
                  "listen at 127.0.0.1 or a Unix socket; or, where something else guards it, set"
                      + " `listeners.api.insecure-plaintext: true`");
          case ACCEPTED ->
              Problem.warning(
                  said.source(),
                  said.place(),
                  message,
                  "make sure that only those who may ask can reach it");
        });
  }

  private void clearText(Key<Listener> key) {
    if (isExposed(key)) {
      Said<Listener> said = values.said(key);
      problems.add(
          Problem.warning(
              said.source(),
              said.place(),
              "`" + said.value() + "` is beyond loopback, without TLS",
              "make sure that only those who may ask can reach it"));
    }
  }

  private boolean isExposed(Key<Listener> key) {
    return values.get(key) instanceof Listener.At at && !ListenerText.isLocal(at.address());
  }
}
