package dev.postern.policy;

/** What an applying statement does. */
public enum Effect {
  ALLOW("Allow"),
  DENY("Deny");

  private final String text;

  Effect(String text) {
    this.text = text;
  }

  /** As written in a policy. */
  public String text() {
    return text;
  }
}
