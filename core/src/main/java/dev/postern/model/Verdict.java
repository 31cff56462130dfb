package dev.postern.model;

/** The three decisions there are. */
public enum Verdict {
  ALLOWED("allowed"),
  EXPLICIT_DENY("explicitDeny"),
  IMPLICIT_DENY("implicitDeny");

  private final String wireName;

  Verdict(String wireName) {
    this.wireName = wireName;
  }

  /** The name used in every API, file and log. */
  public String wireName() {
    return wireName;
  }
}
