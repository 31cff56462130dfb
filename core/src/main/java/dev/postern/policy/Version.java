package dev.postern.policy;

/** Version of the policy language; variables exist only in the later one. */
public enum Version {
  V2008("2008-10-17"),
  V2012("2012-10-17");

  private final String text;

  Version(String text) {
    this.text = text;
  }

  /** As written in a policy. */
  public String text() {
    return text;
  }
}
