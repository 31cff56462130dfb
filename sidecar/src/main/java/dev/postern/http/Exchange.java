package dev.postern.http;

import dev.postern.metrics.DoorMetrics;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.wire.Faults;
import dev.postern.wire.ProblemJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Lives on one event loop; is answered at most once. */
final class Exchange {
  /** How much of a refused body is read all the same, so that the client comes to the answer. */
  private static final long MOST_DISCARDED = 16L * 1024 * 1024;

  private static final long HTTP2_CANCEL = 8;

  private final HttpServerRequest request;
  private final HttpListener listener;
  private final DoorMetrics metrics;
  private final long begun = System.nanoTime();
  private @Nullable Buffer body;
  private long held;
  private long discarded;
  private State state = State.READING;

  Exchange(HttpServerRequest request, HttpListener listener, DoorMetrics metrics) {
    this.request = request;
    this.listener = listener;
    this.metrics = metrics;
    request.exceptionHandler(_ -> cancelled());
    request.response().exceptionHandler(_ -> cancelled());
    request.response().closeHandler(_ -> cancelled());
  }

  /** When the request began, in terms of {@link System#nanoTime}. */
  long begun() {
    return begun;
  }

  HttpConnection connection() {
    return request.connection();
  }

  HttpMethod method() {
    return request.method();
  }

  String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  /** The value of a header; empty if it is not there. */
  String header(CharSequence name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /** Whether nobody waits for an answer any more. */
  boolean isOver() {
    return state == State.OVER;
  }

  /** Runs a part of the work; a fault of ours ends in 500, of which the client learns nothing. */
  void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      Faults.log("500", e);
      refuse(Problems.INTERNAL);
    }
  }

  /**
   * Reads the body, which must not be longer than so many bytes; a longer one is refused as soon as
   * that is known.
   */
  void body(int most, Consumer<byte[]> whole) {
    if (declaredLength() > most) {
      refuse(ProblemJson.tooLarge(most));
      return;
    }
    if (header(HttpHeaders.EXPECT).equalsIgnoreCase("100-continue")) {
      request.response().writeContinue();
    }
    request.handler(chunk -> take(chunk, most));
    request.endHandler(_ -> {
      if (state == State.READING) {
        state = State.WORKING;
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        body = null;
        guard(() -> whole.accept(bytes));
      }
    });
  }

  /** Answers. */
  void answer(int status, String contentType, String text) {
    if (state == State.OVER) {
      return;
    }
    boolean early = state == State.READING;
    end(response(status, contentType), Buffer.buffer(text));
    if (early) {
      discardRest();
    }
  }

  /** Answers without body. */
  void answerEmpty(int status, String allow) {
    if (state != State.OVER) {
      over();
      request.response().setStatusCode(status).putHeader(HttpHeaders.ALLOW, allow).end();
      discardRest();
    }
  }

  /** Answers that there is no decision, and counts it. */
  void refuse(ProblemJson problem) {
    if (state != State.OVER) {
      metrics.failed(Problems.kind(problem));
      answer(problem);
    }
  }

  /** Answers that the method is none of these, and counts it. */
  void refuseMethod(String allow) {
    request.response().putHeader(HttpHeaders.ALLOW, allow);
    refuse(Problems.METHOD);
  }

  /** Gives up a client that is too slow. */
  void abandon() {
    if (state != State.OVER) {
      metrics.failed(ErrorKind.DEADLINE);
      over();
      cut();
    }
  }

  /** Answers that there is no room for the request now, and counts it. */
  private void shed() {
    metrics.shed(ErrorKind.OVERLOAD);
    body = null;
    answer(Problems.OVERLOAD);
  }

  private void answer(ProblemJson problem) {
    if (problem.status() == 503) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    answer(problem.status(), ProblemJson.MEDIA_TYPE, problem.toString());
  }

  private void cancelled() {
    if (state != State.OVER) {
      metrics.failed(ErrorKind.CANCELLED);
      over();
    }
  }

  private void take(Buffer chunk, int most) {
    if (state != State.READING) {
      return;
    }
    if (body == null) {
      body = Buffer.buffer();
    }
    if (body.length() + chunk.length() > most) {
      body = null;
      refuse(ProblemJson.tooLarge(most));
      return;
    }
    if (!listener.hold(chunk.length())) {
      shed();
      return;
    }
    held += chunk.length();
    body.appendBuffer(chunk);
  }

  private void discardRest() {
    if (request.isEnded()) {
      return;
    }
    request.handler(chunk -> {
      discarded += chunk.length();
      if (discarded > MOST_DISCARDED) {
        cut();
      }
    });
  }

  private HttpServerResponse response(int status, String contentType) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType);
  }

  private void end(HttpServerResponse response, Buffer text) {
    over();
    response.end(text);
  }

  private void over() {
    state = State.OVER;
    body = null;
    listener.ended(this, held);
    held = 0;
  }

  private void cut() {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(HTTP2_CANCEL);
    } else {
      request.connection().close();
    }
  }

  private long declaredLength() {
    try {
      String length = header(HttpHeaders.CONTENT_LENGTH);
      return length.isEmpty() ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private enum State {
    READING,
    WORKING,
    OVER
  }
}
