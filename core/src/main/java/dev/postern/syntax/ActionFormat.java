package dev.postern.syntax;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What AWS says about the form of an action pattern when it is written. */
final class ActionFormat {
  /** The actions that a trust policy may name. */
  static final Set<String> OF_TRUST =
      Set.of(
          "sts:AssumeRole",
          "sts:AssumeRoleWithSAML",
          "sts:AssumeRoleWithWebIdentity",
          "sts:TagSession",
          "sts:SetSourceIdentity",
          "sts:SetContext",
          "sts:DecodeAuthorizationMessage",
          "sts:GetAccessKeyInfo",
          "sts:GetCallerIdentity",
          "sts:GetFederationToken",
          "sts:GetServiceBearerToken",
          "sts:GetSessionToken");

  private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9.-]*");

  private ActionFormat() {}

  /** Why a write is refused. */
  static Optional<String> refusal(String action) {
    if (action.equals("*")) {
      return Optional.empty();
    }
    int colon = action.indexOf(':');
    if (colon < 0) {
      return Optional.of(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    if (action.indexOf(':', colon + 1) >= 0) {
      return Optional.of("Actions/Condition can contain only one colon.");
    }
    String vendor = action.substring(0, colon);
    return vendor.equals("*") || VENDOR.matcher(vendor).matches()
        ? Optional.empty()
        : Optional.of("Vendor " + vendor + " is not valid");
  }

  /** Why it never matches although a write is accepted. */
  static Optional<String> futility(String action) {
    if (action.endsWith(":")) {
      return Optional.of("it has no name after the colon (R-3.6)");
    }
    return action.chars().anyMatch(Character::isWhitespace)
        ? Optional.of("it contains white space (R-3.7)")
        : Optional.empty();
  }
}
