package dev.postern.wire;

import dev.postern.explain.EvaluationError;
import dev.postern.explain.Explanation;
import dev.postern.explain.MatchedStatement;
import dev.postern.model.Decision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Writes the field {@code dynamic_metadata} of a {@code CheckResponse}; never empty (E-11.3), and
 * without anything the request holds (E-11.5).
 */
final class DecisionMetadata {
  private static final int DYNAMIC_METADATA = 4;

  private final Duration maxAge;
  private final InstantSource clock;

  DecisionMetadata(Duration maxAge, InstantSource clock) {
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /** What is always said. */
  void basic(ProtoBytes out, CheckResponseFacts facts) {
    int mark = out.begin(DYNAMIC_METADATA);
    members(new ProtoStruct(out), facts);
    out.end(mark);
  }

  /** What is always said, and what the decision rests on. */
  void full(ProtoBytes out, CheckResponseFacts facts, Explanation explanation) {
    int mark = out.begin(DYNAMIC_METADATA);
    ProtoStruct members = new ProtoStruct(out);
    members(members, facts);
    members.objects("matched", explanation.matched(), DecisionMetadata::statement);
    members.texts("errors", explanation.errors().stream().map(DecisionMetadata::error).toList());
    members.texts("missing_keys", explanation.missingKeys());
    out.end(mark);
  }

  private void members(ProtoStruct out, CheckResponseFacts facts) {
    Decision decision = facts.answer().decision();
    out.text("decision_id", facts.stamp().decisionId());
    out.text("decision", decision.verdict().wireName());
    out.text("reason", decision.reason().wireName());
    if (!facts.detail().isEmpty()) {
      out.text("detail", facts.detail());
    }
    out.text("snapshot", facts.stamp().snapshot());
    out.number("epoch", (double) facts.stamp().epoch());
    out.text("cache", facts.answer().cache().wireName());
    out.number("max_age_s", (double) maxAgeSeconds(decision));
  }

  /** Never beyond the instant until which the decision holds; whole seconds, rounded down. */
  private long maxAgeSeconds(Decision decision) {
    if (maxAge.isZero() || decision.holdsUntil() == Decision.ONCE) {
      return 0;
    }
    if (decision.holdsUntil() == Decision.ALWAYS) {
      return maxAge.toSeconds();
    }
    long left = Math.max(0, decision.holdsUntil() - clock.millis());
    return Math.min(left / 1000, maxAge.toSeconds());
  }

  private static void statement(ProtoStruct out, MatchedStatement statement) {
    out.text("policy", statement.policy().toString());
    out.text("statement", name(statement));
  }

  /** The id of a statement, else its place in the policy. */
  private static String name(MatchedStatement statement) {
    return statement.sid().isEmpty() ? "#" + statement.index() : statement.sid();
  }

  private static String error(EvaluationError error) {
    return error.statement().policy()
        + " "
        + name(error.statement())
        + ": "
        + error.operator()
        + " "
        + error.key()
        + ": "
        + error.side().name().toLowerCase(Locale.ROOT);
  }
}
