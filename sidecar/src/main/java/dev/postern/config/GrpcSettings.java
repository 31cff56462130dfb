package dev.postern.config;

import java.time.Duration;

/**
 * The ext_authz gRPC door.
 *
 * @param maxReceiveBytes {@code grpc.max-recv-bytes}: longest message that is read (E-1.6)
 * @param deadlineMargin {@code grpc.deadline-margin}: how long before the caller's deadline a check
 *     is given up (E-1.4)
 * @param maxConcurrentStreams {@code grpc.max-concurrent-streams}: streams of one connection at a
 *     time
 * @param idleTimeout {@code grpc.idle-timeout}: a connection without any traffic is closed; zero
 *     never closes (E-1.10)
 * @param metadata {@code metadata}: which dynamic metadata an answer carries (E-11.4)
 * @param decisionMaxAge {@code decision-max-age}: how long a client may reuse a decision; zero is
 *     not at all (E-11.4)
 */
public record GrpcSettings(
    int maxReceiveBytes,
    Duration deadlineMargin,
    int maxConcurrentStreams,
    Duration idleTimeout,
    Metadata metadata,
    Duration decisionMaxAge) {

  /** What holds where nothing is said. */
  public static final GrpcSettings DEFAULT =
      new GrpcSettings(
          4 * 1024 * 1024,
          Duration.ofMillis(5),
          1024,
          Duration.ZERO,
          Metadata.BASIC,
          Duration.ZERO);

  /** Which dynamic metadata an answer carries (E-11.4). */
  public enum Metadata {
    BASIC,
    FULL
  }
}
