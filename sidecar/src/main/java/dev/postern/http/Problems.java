package dev.postern.http;

import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.wire.ProblemJson;
import java.util.List;

/** Requests without decision whose text is always the same (N-2.8). */
final class Problems {
  static final ProblemJson NOT_FOUND =
      new ProblemJson(404, "Not Found", "there is nothing at this path", List.of());
  static final ProblemJson METHOD =
      new ProblemJson(405, "Method Not Allowed", "the header `allow` says which are", List.of());
  static final ProblemJson MEDIA_TYPE =
      new ProblemJson(
          415,
          "Unsupported Media Type",
          "send `content-type: application/json` in UTF-8, without content coding",
          List.of());
  static final ProblemJson INTERNAL =
      new ProblemJson(500, "Internal Server Error", "the request has no decision", List.of());
  static final ProblemJson NOT_READY =
      new ProblemJson(
          503, "Service Unavailable", "no policies are ready; try again later", List.of());

  static final ProblemJson OVERLOAD =
      new ProblemJson(503, "Service Unavailable", "too much at once; try again later", List.of());

  private Problems() {}

  /** How a problem is counted. */
  static ErrorKind kind(ProblemJson problem) {
    return switch (problem.status()) {
      case 404, 405 -> ErrorKind.UNIMPLEMENTED;
      case 413 -> ErrorKind.TOO_LARGE;
      case 500 -> ErrorKind.INTERNAL;
      case 503 -> ErrorKind.NOT_READY;
      default -> ErrorKind.MALFORMED;
    };
  }
}
