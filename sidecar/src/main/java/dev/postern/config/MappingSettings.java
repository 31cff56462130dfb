package dev.postern.config;

/**
 * The default mapping of requests to actions and resources (N-5.3) and the limits of E-4.6 and
 * E-4.11.
 *
 * @param account {@code mapping.account}: 12 digits; empty means the only held account
 * @param region {@code mapping.region}
 * @param partition {@code mapping.partition}
 * @param stage {@code mapping.stage}
 * @param maxPathBytes {@code mapping.max-path-bytes}: class l of E-4.6
 * @param maxQueryBytes {@code mapping.max-query-bytes} (E-4.11)
 * @param maxQueryParameters {@code mapping.max-query-parameters} (E-4.11)
 */
public record MappingSettings(
    String account,
    String region,
    String partition,
    String stage,
    int maxPathBytes,
    int maxQueryBytes,
    int maxQueryParameters) {
  /** No account is named: the only held account is meant. */
  public static final String ONLY_ACCOUNT = "";

  /** What holds where nothing is said. */
  public static final MappingSettings DEFAULT =
      new MappingSettings(ONLY_ACCOUNT, "us-east-1", "aws", "$default", 8192, 16_384, 256);
}
