package dev.postern.config;

import java.util.List;

/**
 * From the peer principal of mutual TLS to a caller, by rules (N-4.3).
 *
 * @param mtls {@code identity.mtls}: in order; the first whose pattern fits wins
 */
public record IdentitySettings(List<MtlsRule> mtls) {
  /** Nobody is recognised by certificate. */
  public static final IdentitySettings DEFAULT = new IdentitySettings(List.of());

  public IdentitySettings {
    mtls = List.copyOf(mtls);
  }

  /**
   * One rule.
   *
   * @param match pattern for the peer principal, for example {@code
   *     spiffe://example.org/ns/{ns}/sa/{sa}}: every {@code {name}} captures one segment without
   *     {@code /}; the rest is literal
   * @param principal template of N-2.3 for the caller, in which {@code {name}} stands for a capture
   */
  public record MtlsRule(String match, String principal) {}
}
