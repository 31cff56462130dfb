package dev.postern.mapping;

import dev.postern.model.Reason;
import dev.postern.model.RequestContext;

/** What came of mapping a request. */
public sealed interface Mapped {

  /**
   * A question.
   *
   * @param action {@code service:Name}
   * @param resource an ARN, or {@code *}
   * @param context the keys of the request, computed when they are read (N-6.2)
   */
  record Question(String action, String resource, RequestContext context) implements Mapped {}

  /**
   * The request is denied before policies are asked (E-4.7, N-5.3).
   *
   * @param reason one of those of E-11.4 that speak of requests
   * @param detail more for people: the class of an ambiguous path; else empty
   */
  record Refused(Reason reason, String detail) implements Mapped {}

  /**
   * The request cannot be mapped: an error, never a decision (E-9.1).
   *
   * @param why for the operator; holds nothing of the request
   */
  record Impossible(String why) implements Mapped {}
}
