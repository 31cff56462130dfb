package dev.postern.config;

import java.time.Duration;
import java.util.List;

/**
 * The ext_authz gRPC door.
 *
 * @param maxReceiveBytes {@code grpc.max-recv-bytes}: longest message that is read (E-1.6)
 * @param deadlineMargin {@code grpc.deadline-margin}: how long before the caller's deadline a check
 *     is given up (E-1.4)
 * @param maxConcurrentStreams {@code grpc.max-concurrent-streams}: streams of one connection at a
 *     time
 * @param maxConnections {@code grpc.max-connections}: connections at a time; one more is closed
 * @param idleTimeout {@code grpc.idle-timeout}: a connection without any traffic is closed; zero
 *     never closes (E-1.10)
 * @param metadata {@code metadata}: which dynamic metadata an answer carries (E-11.4)
 * @param decisionMaxAge {@code decision-max-age}: how long a client may reuse a decision; zero is
 *     not at all (E-11.4)
 * @param removeHeaders {@code grpc.remove-headers}: request headers that never reach the upstream
 *     (E-7.5, E-7.6)
 * @param principalHeader {@code grpc.principal-header}: the request header in which the upstream is
 *     told the caller, whatever the client sent under that name; empty tells nothing
 */
public record GrpcSettings(
    int maxReceiveBytes,
    Duration deadlineMargin,
    int maxConcurrentStreams,
    int maxConnections,
    Duration idleTimeout,
    Metadata metadata,
    Duration decisionMaxAge,
    List<String> removeHeaders,
    String principalHeader) {

  /** The upstream is not told the caller. */
  public static final String NO_HEADER = "";

  /** What holds where nothing is said. */
  public static final GrpcSettings DEFAULT =
      new GrpcSettings(
          4 * 1024 * 1024,
          Duration.ofMillis(5),
          1024,
          4096,
          Duration.ZERO,
          Metadata.BASIC,
          Duration.ZERO,
          List.of("x-envoy-auth-failure-mode-allowed", "x-postern-principal"),
          NO_HEADER);

  public GrpcSettings {
    removeHeaders = List.copyOf(removeHeaders);
  }

  /** Which dynamic metadata an answer carries (E-11.4). */
  public enum Metadata {
    BASIC,
    FULL
  }
}
