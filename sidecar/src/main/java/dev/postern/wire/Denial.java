package dev.postern.wire;

import dev.postern.model.Reason;
import java.util.Map;
import java.util.TreeMap;

/** The forms of a denial towards Envoy and its client (E-8.1, E-4.7). */
enum Denial {
  FORBIDDEN(7, 403, "denied\n"),
  UNAUTHENTICATED(16, 401, "not authenticated\n"),
  BAD_PATH(7, 400, "bad path\n");

  private final int code;
  private final int httpStatus;
  private final String body;

  Denial(int code, int httpStatus, String body) {
    this.code = code;
    this.httpStatus = httpStatus;
    this.body = body;
  }

  static Denial of(Reason reason) {
    return switch (reason) {
      case AMBIGUOUS_PATH -> BAD_PATH;
      case BAD_CREDENTIALS -> UNAUTHENTICATED;
      case UNKNOWN_PRINCIPAL,
          CANNOT_DENY,
          SESSION_LIMIT,
          RESERVED,
          UNKNOWN_OWNER,
          POLICY,
          NO_PATH,
          BAD_HOST,
          NO_ROUTE ->
          FORBIDDEN;
    };
  }

  /** Status of gRPC in {@code CheckResponse.status}. */
  int code() {
    return code;
  }

  /** A value of {@code envoy.type.v3.StatusCode}, never a 5xx (E-8.2, E-8.3). */
  int httpStatus() {
    return httpStatus;
  }

  /** Short, and names no policy (E-8.4). */
  String body() {
    return body;
  }

  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "text/plain; charset=utf-8");
    if (this == UNAUTHENTICATED) {
      headers.put("www-authenticate", "Bearer");
    }
    return headers;
  }
}
