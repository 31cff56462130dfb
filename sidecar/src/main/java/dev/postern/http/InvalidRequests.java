package dev.postern.http;

import dev.postern.metrics.DoorMetrics;
import dev.postern.wire.ProblemJson;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Answers what is no HTTP, and ends the connection: where the next request begins is unknown. */
record InvalidRequests(DoorMetrics metrics) {

  void answer(HttpServerRequest request) {
    metrics.failed(DoorMetrics.ErrorKind.MALFORMED);
    ProblemJson problem = problem(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(problem.toString())
        .onComplete(_ -> request.connection().close());
  }

  private static ProblemJson problem(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line ->
          new ProblemJson(414, "URI Too Long", "the request line is too long", List.of());
      case TooLongHttpHeaderException head ->
          new ProblemJson(
              431, "Request Header Fields Too Large", "the headers are too long", List.of());
      case null, default ->
          new ProblemJson(400, "Bad Request", "the request is not well-formed HTTP", List.of());
    };
  }
}
