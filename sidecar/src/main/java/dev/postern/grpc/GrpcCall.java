package dev.postern.grpc;

import dev.postern.metrics.DoorMetrics;
import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.wire.Faults;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * One gRPC call and its answer. Lives on one event loop; is ended at most once: answered, failed or
 * cancelled by the client, of whom nothing is heard or counted after that (E-1.5).
 */
final class GrpcCall {
  private static final CharSequence STATUS = HttpHeaders.createOptimized("grpc-status");
  private static final CharSequence MESSAGE = HttpHeaders.createOptimized("grpc-message");
  private static final CharSequence CONTENT = HttpHeaders.createOptimized("application/grpc");
  private static final CharSequence ZERO = HttpHeaders.createOptimized("0");
  private static final CharSequence ACCEPT_ENCODING =
      HttpHeaders.createOptimized("grpc-accept-encoding");
  private static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");
  private static final CharSequence TIMEOUT = HttpHeaders.createOptimized("grpc-timeout");

  /** How much of a refused message is read all the same, so that the connection stays usable. */
  private static final long MOST_DISCARDED = 16L * 1024 * 1024;

  private static final long HTTP2_CANCEL = 8;

  private final HttpServerRequest request;
  private final DoorMetrics metrics;
  private final long begun = System.nanoTime();
  private final long timeout;
  private Runnable whenCancelled;
  private State state = State.OPEN;
  private long discarded;

  GrpcCall(HttpServerRequest request, DoorMetrics metrics) {
    this.request = request;
    this.metrics = metrics;
    this.timeout = GrpcTimeout.nanos(header(TIMEOUT));
    this.whenCancelled = () -> metrics.failed(ErrorKind.CANCELLED);
    request.exceptionHandler(_ -> cancelled());
    request.response().exceptionHandler(_ -> cancelled());
    request.response().closeHandler(_ -> cancelled());
  }

  /** The value of a header; empty if it is not there. */
  String header(CharSequence name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /** Nanoseconds since the call began. */
  long elapsed() {
    return System.nanoTime() - begun;
  }

  /** Whether the caller's deadline is nearer than a margin in nanoseconds, or past (E-1.4). */
  boolean isLate(long margin) {
    return timeout != GrpcTimeout.NONE && elapsed() > timeout - margin;
  }

  /** Reads the only message of the call, which must not be longer than so many bytes. */
  void message(int most, Consumer<byte[]> whole) {
    MessageFrame frame = new MessageFrame(most);
    request.handler(chunk -> {
      if (state == State.OPEN) {
        proceed(frame.take(chunk.getBytes()), frame, whole);
      }
    });
    request.endHandler(_ -> {
      if (state == State.OPEN) {
        proceed(frame.end(), frame, whole);
      }
    });
  }

  /** Answers with one message and status OK. */
  void reply(byte[] message) {
    if (state == State.OPEN) {
      send(message);
      over();
      request.response().putTrailer(STATUS, ZERO).end();
    }
  }

  /** Sends one of several messages. */
  void send(byte[] message) {
    if (state != State.OPEN) {
      return;
    }
    HttpServerResponse response = request.response();
    if (!response.headWritten()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, CONTENT);
    }
    response.write(Buffer.buffer(MessageFrame.of(message)));
  }

  /** Ends the call without decision, and counts it (E-9.1). */
  void fail(int status, String message, ErrorKind kind) {
    if (state == State.OPEN) {
      metrics.failed(kind);
      end(status, message);
    }
  }

  /** Ends the call with a status that is not OK. */
  void end(int status, String message) {
    if (state != State.OPEN) {
      return;
    }
    over();
    HttpServerResponse response = request.response();
    if (response.headWritten()) {
      response.putTrailer(STATUS, Integer.toString(status));
      response.putTrailer(MESSAGE, GrpcText.encode(message));
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, CONTENT);
      response.putHeader(STATUS, Integer.toString(status));
      response.putHeader(MESSAGE, GrpcText.encode(message));
      if (status == GrpcStatus.UNIMPLEMENTED) {
        response.putHeader(ACCEPT_ENCODING, IDENTITY);
      }
    }
    response.end();
    discardRest();
  }

  /** Ends what is no gRPC with a status of HTTP. */
  void refuse(int httpStatus) {
    if (state == State.OPEN) {
      metrics.failed(ErrorKind.MALFORMED);
      over();
      request.response().setStatusCode(httpStatus).end();
      discardRest();
    }
  }

  /** Says what is done if the client goes away; by default, that is counted. */
  void onCancel(Runnable work) {
    whenCancelled = work;
  }

  /**
   * Runs a part of the work; a fault of ours ends in INTERNAL, of which the client learns no more.
   */
  void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      Faults.log("INTERNAL", e);
      fail(GrpcStatus.INTERNAL, "internal fault", ErrorKind.INTERNAL);
    }
  }

  private void proceed(MessageFrame.State frameState, MessageFrame frame, Consumer<byte[]> whole) {
    switch (frameState) {
      case OPEN -> {}
      case WHOLE -> guard(() -> whole.accept(frame.message()));
      case TOO_LARGE ->
          fail(
              GrpcStatus.RESOURCE_EXHAUSTED,
              "the message is longer than `grpc.max-recv-bytes`",
              ErrorKind.TOO_LARGE);
      case COMPRESSED ->
          fail(
              GrpcStatus.UNIMPLEMENTED,
              "the message is compressed; send it as it is",
              ErrorKind.UNIMPLEMENTED);
      case BROKEN ->
          fail(
              GrpcStatus.INTERNAL,
              "the call does not carry exactly one whole message",
              ErrorKind.MALFORMED);
    }
  }

  private void cancelled() {
    if (state == State.OPEN) {
      over();
      whenCancelled.run();
    }
  }

  private void over() {
    state = State.OVER;
  }

  private void discardRest() {
    if (request.isEnded()) {
      return;
    }
    request.handler(chunk -> {
      discarded += chunk.length();
      if (discarded > MOST_DISCARDED) {
        request.response().reset(HTTP2_CANCEL);
      }
    });
  }

  private enum State {
    OPEN,
    OVER
  }
}
