package dev.postern.http;

import dev.postern.metrics.DoorMetrics;
import dev.postern.pdp.Answer;
import dev.postern.pdp.Snapshot;
import dev.postern.wire.AnswerJson;
import dev.postern.wire.BatchJson;
import dev.postern.wire.DecisionIds;
import dev.postern.wire.ProblemJson;
import dev.postern.wire.Stamp;
import io.vertx.core.Vertx;

/**
 * Answers a batch against one snapshot (N-3.1) without holding up its event loop: it works for a
 * moment, then lets others in, and goes on behind them. A step is one item, so the loop is held for
 * the moment and at most one item of the largest size.
 */
final class BatchRun {
  private static final long MOMENT_NANOS = 1_000_000;
  private static final int ANSWER_CHARACTERS = 240;

  private final Exchange exchange;
  private final BatchJson batch;
  private final Snapshot snapshot;
  private final DecisionIds ids;
  private final DoorMetrics metrics;
  private final StringBuilder out = new StringBuilder();
  private boolean found;
  private int next;

  BatchRun(
      Exchange exchange, BatchJson batch, Snapshot snapshot, DecisionIds ids, DoorMetrics metrics) {
    this.exchange = exchange;
    this.batch = batch;
    this.snapshot = snapshot;
    this.ids = ids;
    this.metrics = metrics;
  }

  /** Works for a moment; comes back until the batch is answered. */
  void work(Vertx vertx) {
    long until = System.nanoTime() + MOMENT_NANOS;
    while (!exchange.isOver()) {
      step();
      if (System.nanoTime() - until > 0 && !exchange.isOver()) {
        vertx.getOrCreateContext().runOnContext(_ -> exchange.guard(() -> work(vertx)));
        return;
      }
    }
  }

  private void step() {
    if (!found) {
      if (!batch.advance()) {
        begin();
      }
    } else if (next < batch.size()) {
      item();
      next++;
    } else {
      exchange.answer(200, CheckDoor.JSON, out.append("]}").toString());
    }
  }

  private void begin() {
    found = true;
    if (batch.problems().isEmpty()) {
      out.ensureCapacity(ANSWER_CHARACTERS * batch.size());
      out.append("{\"decisions\":[");
    } else {
      exchange.refuse(ProblemJson.malformed(batch.problems()));
    }
  }

  private void item() {
    long begun = System.nanoTime();
    out.append(next == 0 ? "" : ",");
    switch (Considered.decided(batch.item(next), snapshot)) {
      case Considered.Fit<Answer> decided -> {
        AnswerJson.append(out, Stamp.of(ids.next(), snapshot), decided.value());
        metrics.checked(decided.value(), System.nanoTime() - begun);
      }
      case Considered.Unfit<Answer> undecided -> {
        out.append("{\"error\":");
        undecided.problem().append(out);
        out.append('}');
        metrics.failed(Problems.kind(undecided.problem()));
      }
    }
  }
}
