package dev.postern.documents;

import dev.postern.policy.Fingerprint;
import dev.postern.policy.Policy;
import dev.postern.text.Place;

/** A managed policy as one account file has it: its default version. */
record ManagedPolicy(EntityName name, Policy policy) implements Definition {
  @Override
  public String key() {
    return name.arn();
  }

  @Override
  public Fingerprint content() {
    return new Fingerprint.Digester().add(name.arn()).add(policy.fingerprint()).finish();
  }

  @Override
  public Place place() {
    return name.place();
  }
}
