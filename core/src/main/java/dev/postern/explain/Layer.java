package dev.postern.explain;

/** The layers of a decision, in the order of. */
public enum Layer {
  RESOURCE_CONTROL("resource control policy"),
  SERVICE_CONTROL("service control policy"),
  ENDPOINT("VPC endpoint policy"),
  RESOURCE("resource-based policy"),
  IDENTITY("identity-based policy"),
  BOUNDARY("permissions boundary"),
  SESSION("session policy");

  private final String text;

  Layer(String text) {
    this.text = text;
  }

  /** As people read it. */
  public String text() {
    return text;
  }
}
