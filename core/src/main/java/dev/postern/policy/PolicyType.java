package dev.postern.policy;

/** What a policy is used as. */
public enum PolicyType {
  IDENTITY("identity-based policy"),
  BOUNDARY("permissions boundary"),
  SESSION("session policy"),
  RESOURCE("resource-based policy"),
  TRUST("role trust policy"),
  SERVICE_CONTROL("service control policy"),
  RESOURCE_CONTROL("resource control policy"),
  ENDPOINT("VPC endpoint policy");

  private final String text;

  PolicyType(String text) {
    this.text = text;
  }

  /** As messages name it. */
  public String text() {
    return text;
  }

  /** The text with its article: `an identity-based policy`. */
  public String phrase() {
    return (this == IDENTITY ? "an " : "a ") + text;
  }
}
