package dev.postern.metrics;

import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Answer;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one door: a striped counter for each thing that can happen, made beforehand. */
final class DoorCounters implements DoorMetrics {
  private static final int REASONS = Reason.values().length;

  private final LongAdder[] checks = adders(Verdict.values().length * REASONS);
  private final LongAdder[] cache = adders(Answer.CacheUse.values().length);
  private final LongAdder[] errors = adders(ErrorKind.values().length);
  private final LongAdder[] shed = adders(ErrorKind.values().length);
  private final LongAdder opened = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final DurationBuckets seconds;

  DoorCounters(DurationBuckets seconds) {
    this.seconds = seconds;
  }

  @Override
  public void checked(Answer answer, long nanos) {
    Decision decision = answer.decision();
    checks[index(decision.verdict(), decision.reason())].increment();
    cache[answer.cache().ordinal()].increment();
    seconds.add(nanos);
  }

  @Override
  public void failed(ErrorKind kind) {
    errors[kind.ordinal()].increment();
  }

  @Override
  public void shed(ErrorKind kind) {
    shed[kind.ordinal()].increment();
  }

  @Override
  public void connectionOpened() {
    opened.increment();
  }

  @Override
  public void connectionClosed() {
    closed.increment();
  }

  long checks(Verdict verdict, Reason reason) {
    return checks[index(verdict, reason)].sum();
  }

  long cache(Answer.CacheUse use) {
    return cache[use.ordinal()].sum();
  }

  long errors(ErrorKind kind) {
    return errors[kind.ordinal()].sum();
  }

  long shedCount(ErrorKind kind) {
    return shed[kind.ordinal()].sum();
  }

  long opened() {
    return opened.sum();
  }

  long active() {
    long ended = closed.sum();
    return Math.max(0, opened.sum() - ended);
  }

  DurationBuckets seconds() {
    return seconds;
  }

  private static int index(Verdict verdict, Reason reason) {
    return verdict.ordinal() * REASONS + reason.ordinal();
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }
}
