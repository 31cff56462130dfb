package dev.postern.documents;

import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.text.Place;

/** A VPC endpoint's policy as one file has it. */
record Endpoint(String id, NamedPolicy policy, Place place) implements Definition {
  @Override
  public String key() {
    return id;
  }

  @Override
  public Fingerprint content() {
    return policy.policy().fingerprint();
  }
}
