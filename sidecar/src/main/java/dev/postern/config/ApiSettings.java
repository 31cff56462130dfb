package dev.postern.config;

import java.time.Duration;

/**
 * The check API (N-2.9, N-3.1, N-3.3).
 *
 * @param maxBodyBytes {@code api.max-body-bytes}: of {@code /v1/check} and {@code /v1/explain}, and
 *     of one item of a batch
 * @param maxBatchBytes {@code api.max-batch-bytes}: of {@code /v1/checks}
 * @param maxBatchItems {@code api.max-batch-items}
 * @param maxDepth {@code api.max-depth}: nesting of JSON
 * @param maxContextKeys {@code api.max-context-keys}
 * @param maxContextValues {@code api.max-context-values}
 * @param maxArnCharacters {@code api.max-arn-characters}
 * @param maxKeyCharacters {@code api.max-key-characters}
 * @param maxValueCharacters {@code api.max-value-characters}
 * @param explain {@code api.explain}: whether {@code /v1/explain} answers
 * @param idleTimeout {@code api.idle-timeout}: a connection without traffic is closed
 */
public record ApiSettings(
    int maxBodyBytes,
    int maxBatchBytes,
    int maxBatchItems,
    int maxDepth,
    int maxContextKeys,
    int maxContextValues,
    int maxArnCharacters,
    int maxKeyCharacters,
    int maxValueCharacters,
    Explain explain,
    Duration idleTimeout) {

  /** What holds where nothing is said. */
  public static final ApiSettings DEFAULT =
      new ApiSettings(
          65_536,
          8 * 1024 * 1024,
          1000,
          16,
          256,
          1024,
          2048,
          512,
          8192,
          Explain.ON,
          Duration.ofSeconds(60));

  /** Whether explanations are given (N-3.3). */
  public enum Explain {
    ON,
    OFF
  }
}
