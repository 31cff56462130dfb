package dev.postern.wire;

import dev.postern.explain.EvaluationError;
import dev.postern.explain.Explanation;
import dev.postern.explain.MatchedStatement;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Answer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes the field {@code dynamic_metadata} of a {@code CheckResponse}; never empty (E-11.3), and
 * without anything the request holds (E-11.5).
 */
final class DecisionMetadata {
  private static final int DYNAMIC_METADATA = 4;

  private final Duration maxAge;
  private final InstantSource clock;
  private final byte[][] verdicts;
  private final byte[][] reasons;
  private final byte[][] uses;
  private final byte[] noAge;

  /** Of the last snapshot seen; two threads may write it at once, each a right one. */
  private volatile World world = new World("", 0, new byte[0]);

  DecisionMetadata(Duration maxAge, InstantSource clock) {
    this.maxAge = maxAge;
    this.clock = clock;
    this.verdicts =
        Arrays.stream(Verdict.values())
            .map(verdict -> member("decision", verdict.wireName()))
            .toArray(byte[][]::new);
    this.reasons =
        Arrays.stream(Reason.values())
            .map(reason -> member("reason", reason.wireName()))
            .toArray(byte[][]::new);
    this.uses =
        Arrays.stream(Answer.CacheUse.values())
            .map(use -> member("cache", use.wireName()))
            .toArray(byte[][]::new);
    ProtoBytes age = new ProtoBytes();
    new ProtoStruct(age).number("max_age_s", 0.0);
    this.noAge = age.toByteArray();
  }

  /** What is always said. */
  void basic(ProtoBytes out, CheckResponseFacts facts) {
    int mark = out.begin(DYNAMIC_METADATA);
    members(out, facts);
    out.end(mark);
  }

  /** What is always said, and what the decision rests on. */
  void full(ProtoBytes out, CheckResponseFacts facts, Explanation explanation) {
    int mark = out.begin(DYNAMIC_METADATA);
    ProtoStruct members = new ProtoStruct(out);
    members(out, facts);
    members.objects("matched", explanation.matched(), DecisionMetadata::statement);
    members.texts("errors", explanation.errors().stream().map(DecisionMetadata::error).toList());
    members.texts("missing_keys", explanation.missingKeys());
    out.end(mark);
  }

  private void members(ProtoBytes out, CheckResponseFacts facts) {
    Decision decision = facts.answer().decision();
    ProtoStruct struct = new ProtoStruct(out);
    struct.text("decision_id", facts.stamp().decisionId());
    out.raw(verdicts[decision.verdict().ordinal()]);
    out.raw(reasons[decision.reason().ordinal()]);
    if (!facts.detail().isEmpty()) {
      struct.text("detail", facts.detail());
    }
    out.raw(world(facts.stamp()).encoded());
    out.raw(uses[facts.answer().cache().ordinal()]);
    long seconds = maxAgeSeconds(decision);
    if (seconds == 0) {
      out.raw(noAge);
    } else {
      struct.number("max_age_s", (double) seconds);
    }
  }

  /** The members that are the same for all decisions of one snapshot. */
  private World world(Stamp stamp) {
    World known = world;
    if (!known.snapshot().equals(stamp.snapshot()) || known.epoch() != stamp.epoch()) {
      ProtoBytes out = new ProtoBytes();
      ProtoStruct struct = new ProtoStruct(out);
      struct.text("snapshot", stamp.snapshot());
      struct.number("epoch", (double) stamp.epoch());
      known = new World(stamp.snapshot(), stamp.epoch(), out.toByteArray());
      world = known;
    }
    return known;
  }

  private static byte[] member(String name, String value) {
    ProtoBytes out = new ProtoBytes();
    new ProtoStruct(out).text(name, value);
    return out.toByteArray();
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

  /** What is said of a snapshot, encoded. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record World(String snapshot, long epoch, byte[] encoded) {}
}
