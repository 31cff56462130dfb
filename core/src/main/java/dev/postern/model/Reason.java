package dev.postern.model;

/**
 * Why a decision is what it is: the closed list of E-11.4, those of the decision itself first in
 * the order of N-2.11.
 */
public enum Reason {
  UNKNOWN_PRINCIPAL("unknown_principal"),
  CANNOT_DENY("cannot_deny"),
  SESSION_LIMIT("session_limit"),
  RESERVED("reserved"),
  UNKNOWN_OWNER("unknown_owner"),
  POLICY("policy"),
  NO_PATH("no_path"),
  AMBIGUOUS_PATH("ambiguous_path"),
  BAD_HOST("bad_host"),
  NO_ROUTE("no_route"),
  BAD_CREDENTIALS("bad_credentials");

  private final String wireName;

  Reason(String wireName) {
    this.wireName = wireName;
  }

  /** The name used in every API, metric and log. */
  public String wireName() {
    return wireName;
  }
}
