package dev.postern.wire;

import dev.postern.config.GrpcSettings;
import dev.postern.explain.Explanation;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes {@code envoy.service.auth.v3.CheckResponse} from a decision; the only place that does
 * (E-7.2).
 *
 * <p>Status and oneof are written by the same branch, so that they always agree (E-7.3): a decision
 * that allows has code 0 and an {@code ok_response}, any other has a code and a {@code
 * denied_response} whose status is set and is no 5xx (E-8.2, E-8.3). What depends on the reason
 * alone is written once, at construction. Safe for use by several threads.
 */
public final class CheckResponseWriter {
  private static final int STATUS = 1;
  private static final int DENIED_RESPONSE = 2;
  private static final int OK_RESPONSE = 3;
  private static final int STATUS_CODE = 1;
  private static final int OK_HEADERS = 2;
  private static final int OK_HEADERS_TO_REMOVE = 5;
  private static final int DENIED_STATUS = 1;
  private static final int DENIED_HEADERS = 2;
  private static final int DENIED_BODY = 3;
  private static final int HTTP_STATUS_CODE = 1;

  private final String principalHeader;
  private final byte[] allowed;
  private final byte[] removals;
  private final Map<Reason, byte[]> denied = new EnumMap<>(Reason.class);
  private final DecisionMetadata metadata;

  /**
   * A writer for one door.
   *
   * @param clock tells for how long a decision still holds
   * @throws IllegalArgumentException if a configured header name is no name, or not one that may be
   *     changed (E-7.5, E-7.9, E-7.10)
   */
  public CheckResponseWriter(GrpcSettings settings, InstantSource clock) {
    this.principalHeader = settings.principalHeader();
    this.allowed = status(0);
    this.removals = removals(settings);
    for (Reason reason : Reason.values()) {
      denied.put(reason, denial(Denial.of(reason)));
    }
    this.metadata = new DecisionMetadata(settings.decisionMaxAge(), clock);
  }

  /**
   * The answer to a check; empty if the caller's name cannot stand in a header, which is an error
   * and no decision (E-7.9).
   */
  public Optional<byte[]> write(CheckResponseFacts facts) {
    ProtoBytes out = new ProtoBytes();
    if (!response(out, facts)) {
      return Optional.empty();
    }
    metadata.basic(out, facts);
    return Optional.of(out.toByteArray());
  }

  /** The same with all that the decision rests on (E-11.4, {@code metadata: full}). */
  public Optional<byte[]> write(CheckResponseFacts facts, Explanation explanation) {
    ProtoBytes out = new ProtoBytes();
    if (!response(out, facts)) {
      return Optional.empty();
    }
    metadata.full(out, facts, explanation);
    return Optional.of(out.toByteArray());
  }

  private boolean response(ProtoBytes out, CheckResponseFacts facts) {
    Decision decision = facts.answer().decision();
    if (!decision.allowed()) {
      out.raw(Objects.requireNonNull(denied.get(decision.reason())));
      return true;
    }
    return allow(out, facts.principal());
  }

  private boolean allow(ProtoBytes out, String principal) {
    if (!principalHeader.isEmpty() && !HeaderMutation.isValue(principal)) {
      return false;
    }
    out.raw(allowed);
    int ok = out.begin(OK_RESPONSE);
    if (!principalHeader.isEmpty()) {
      HeaderMutation.overwrite(out, OK_HEADERS, principalHeader, principal);
    }
    out.raw(removals);
    out.end(ok);
    return true;
  }

  private static byte[] status(int code) {
    ProtoBytes out = new ProtoBytes();
    int status = out.begin(STATUS);
    if (code != 0) {
      out.number(STATUS_CODE, code);
    }
    out.end(status);
    return out.toByteArray();
  }

  private static byte[] removals(GrpcSettings settings) {
    if (!settings.principalHeader().isEmpty()) {
      HeaderMutation.checkName(settings.principalHeader());
    }
    ProtoBytes out = new ProtoBytes();
    for (String name : settings.removeHeaders()) {
      HeaderMutation.checkName(name);
      if (!name.equalsIgnoreCase(settings.principalHeader())) {
        out.text(OK_HEADERS_TO_REMOVE, name);
      }
    }
    return out.toByteArray();
  }

  private static byte[] denial(Denial denial) {
    ProtoBytes out = new ProtoBytes();
    out.raw(status(denial.code()));
    int response = out.begin(DENIED_RESPONSE);
    int http = out.begin(DENIED_STATUS);
    out.number(HTTP_STATUS_CODE, denial.httpStatus());
    out.end(http);
    denial
        .headers()
        .forEach((name, value) -> HeaderMutation.overwrite(out, DENIED_HEADERS, name, value));
    out.text(DENIED_BODY, denial.body());
    out.end(response);
    return out.toByteArray();
  }
}
