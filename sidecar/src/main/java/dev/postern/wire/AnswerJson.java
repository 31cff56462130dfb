package dev.postern.wire;

import dev.postern.model.Decision;
import dev.postern.pdp.Answer;

/** Writes the answer to a check (N-2.2). */
public final class AnswerJson {
  private AnswerJson() {}

  /** Appends the answer, an object. */
  public static void append(StringBuilder out, Stamp stamp, Answer answer) {
    out.append('{');
    members(out, stamp, answer);
    out.append('}');
  }

  /** Appends the members of an answer; none of them needs an escape. */
  static void members(StringBuilder out, Stamp stamp, Answer answer) {
    Decision decision = answer.decision();
    out.append("\"decision_id\":\"")
        .append(stamp.decisionId())
        .append("\",\"allowed\":")
        .append(decision.allowed())
        .append(",\"decision\":\"")
        .append(decision.verdict().wireName())
        .append("\",\"reason\":\"")
        .append(decision.reason().wireName())
        .append("\",\"cache\":\"")
        .append(answer.cache().wireName())
        .append("\",\"snapshot\":\"")
        .append(stamp.snapshot())
        .append("\",\"epoch\":")
        .append(stamp.epoch());
  }
}
