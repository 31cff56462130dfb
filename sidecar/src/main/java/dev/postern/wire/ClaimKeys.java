package dev.postern.wire;

import dev.postern.model.Arn;
import dev.postern.model.CaseFold;
import java.util.Optional;

/**
 * How the claims of an external identity are called as context keys: the issuer without
 * scheme, a colon, the claim; for SAML {@code saml:} and the claim. A claim that is already called
 * so keeps its name.
 *
 * @param prefix folded, with the colon
 */
record ClaimKeys(String prefix) {
  private static final String SAML = "saml-provider/";
  private static final String OIDC = "oidc-provider/";

  /** The names that a provider gives; empty if the text is no provider's. */
  static Optional<ClaimKeys> of(String provider) {
    if (!provider.startsWith("arn:")) {
      return issuer(provider);
    }
    return Arn.parse(provider).filter(arn -> arn.service().equals("iam")).flatMap(ClaimKeys::of);
  }

  /** The folded context key of a claim. */
  String key(String claim) {
    String folded = CaseFold.fold(claim);
    return folded.startsWith(prefix) ? folded : prefix + folded;
  }

  private static Optional<ClaimKeys> of(Arn arn) {
    if (arn.resource().startsWith(SAML) && arn.resource().length() > SAML.length()) {
      return Optional.of(new ClaimKeys("saml:"));
    }
    return arn.resource().startsWith(OIDC)
        ? issuer(arn.resource().substring(OIDC.length()))
        : Optional.empty();
  }

  /** An issuer is a host, perhaps with a path: so that no claim poses as a key of `aws:`. */
  private static Optional<ClaimKeys> issuer(String name) {
    int slash = name.indexOf('/');
    String host = slash < 0 ? name : name.substring(0, slash);
    boolean plain = name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '*' && c != '?');
    return plain && host.indexOf('.') > 0 && host.indexOf(':') < 0
        ? Optional.of(new ClaimKeys(CaseFold.fold(name) + ":"))
        : Optional.empty();
  }
}
