package dev.postern.grpc;

import dev.postern.config.GrpcSettings;
import dev.postern.explain.Explanation;
import dev.postern.identity.CallerFinder;
import dev.postern.identity.Identified;
import dev.postern.mapping.Mapped;
import dev.postern.mapping.RequestMapper;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.wire.CheckEnvelope;
import dev.postern.wire.CheckResponseFacts;
import dev.postern.wire.CheckResponseWriter;
import dev.postern.wire.DecisionIds;
import dev.postern.wire.Stamp;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One ext_authz check, room by room: read the message, find the caller, map the request, admit it,
 * decide, write the answer. Whatever does not come to a decision on the way is a failure and never
 * an answer (E-7.2, E-9.1).
 */
final class ExtAuthzService implements CheckService {
  private static final String NOBODY = "anonymous";
  private static final String NOTHING_TO_ADD = "";

  /** Marks a decision for which a header was read that is not UTF-8 (E-3.5). */
  private static final String REPLACED = "header_not_utf8";

  private final PolicyDecisionPoint decisions;
  private final GrpcSettings settings;
  private final CallerFinder callers;
  private final RequestMapper mapper;
  private final CheckResponseWriter writer;
  private final DecisionIds ids = new DecisionIds();

  ExtAuthzService(ExtAuthzParts parts) {
    this.decisions = parts.decisions();
    this.settings = parts.settings();
    this.callers = CallerFinder.of(parts.identity());
    this.mapper = new RequestMapper(parts.mapping());
    this.writer = new CheckResponseWriter(parts.settings(), InstantSource.system());
  }

  @Override
  public Reply answer(byte[] message) {
    Optional<CheckEnvelope> envelope = CheckEnvelope.read(message);
    if (envelope.isEmpty()) {
      return new Reply.Failed(
          GrpcStatus.INVALID_ARGUMENT, "the message is no CheckRequest", ErrorKind.MALFORMED);
    }
    Optional<Snapshot> snapshot = decisions.current();
    if (snapshot.isEmpty()) {
      return new Reply.Failed(
          GrpcStatus.UNAVAILABLE, "no policies are loaded yet", ErrorKind.NOT_READY);
    }
    return switch (callers.find(envelope.get())) {
      case Identified.As(Caller caller) -> mapped(envelope.get(), caller, snapshot.get());
      case Identified.BadCredentials _ ->
          refused(new Mapped.Refused(Reason.BAD_CREDENTIALS, ""), NOBODY, snapshot.get());
    };
  }

  private Reply mapped(CheckEnvelope envelope, Caller caller, Snapshot snapshot) {
    return switch (mapper.map(envelope, snapshot.directory())) {
      case Mapped.Question question ->
          admitted(
              question, caller, snapshot, envelope.hasReplacements() ? REPLACED : NOTHING_TO_ADD);
      case Mapped.Refused refused -> refused(refused, caller.label(), snapshot);
      case Mapped.Impossible(String why) ->
          new Reply.Failed(GrpcStatus.INTERNAL, why, ErrorKind.INTERNAL);
    };
  }

  private Reply admitted(
      Mapped.Question question, Caller caller, Snapshot snapshot, String detail) {
    CheckRequest request =
        new CheckRequest(
            caller,
            question.action(),
            question.resource(),
            CheckRequest.UNSAID,
            question.context());
    return switch (snapshot.admit(request)) {
      case Admission.Admitted admitted -> decided(admitted, snapshot, detail);
      case Admission.Refused refused ->
          new Reply.Failed(
              GrpcStatus.INTERNAL,
              "the request is no question: " + refused.problems().getFirst().pointer(),
              ErrorKind.INTERNAL);
    };
  }

  private Reply decided(Admission.Admitted admitted, Snapshot snapshot, String detail) {
    Answer answer = snapshot.check(admitted);
    CheckResponseFacts facts =
        new CheckResponseFacts(
            answer, Stamp.of(ids.next(), snapshot), admitted.request().caller().label(), detail);
    return switch (settings.metadata()) {
      case BASIC -> reply(writer.write(facts), answer);
      case FULL -> {
        Explanation explanation = snapshot.explain(admitted);
        yield reply(writer.write(facts, explanation), answer);
      }
    };
  }

  /** A denial that policies are not asked for (E-4.7); nothing of it is remembered. */
  private Reply refused(Mapped.Refused refused, String caller, Snapshot snapshot) {
    Answer answer =
        new Answer(
            Decision.of(Verdict.IMPLICIT_DENY, refused.reason(), Decision.ONCE),
            Answer.CacheUse.BYPASS);
    CheckResponseFacts facts =
        new CheckResponseFacts(answer, Stamp.of(ids.next(), snapshot), caller, refused.detail());
    return reply(writer.write(facts), answer);
  }

  private static Reply reply(Optional<byte[]> response, Answer answer) {
    return response
        .<Reply>map(bytes -> new Reply.Decided(bytes, answer))
        .orElseGet(() ->
            new Reply.Failed(
                GrpcStatus.INTERNAL,
                "the caller's name cannot stand in a header",
                ErrorKind.INTERNAL));
  }
}
