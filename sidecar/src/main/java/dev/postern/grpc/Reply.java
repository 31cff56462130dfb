package dev.postern.grpc;

import dev.postern.metrics.DoorMetrics.ErrorKind;
import dev.postern.pdp.Answer;

/** What came of an ext_authz message: a decision, or none (E-1.2, E-9.1). */
sealed interface Reply {

  /**
   * There is a decision.
   *
   * @param response a serialized {@code envoy.service.auth.v3.CheckResponse}, never empty (E-7.2)
   * @param answer what was decided, to be counted once it is sent
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on to the socket, never compared
  record Decided(byte[] response, Answer answer) implements Reply {
    public Decided {
      if (response.length == 0) {
        throw new IllegalArgumentException("an empty response would allow");
      }
    }
  }

  /**
   * There is no decision.
   *
   * @param grpcStatus a status of gRPC other than OK
   * @param message for people; names nothing of the request
   * @param kind how it is counted
   */
  record Failed(int grpcStatus, String message, ErrorKind kind) implements Reply {
    public Failed {
      if (grpcStatus == 0) {
        throw new IllegalArgumentException("a failure is not OK");
      }
    }
  }
}
