package dev.postern.documents;

import dev.postern.directory.ResourceEntry;
import dev.postern.directory.Tag;
import dev.postern.policy.Fingerprint;
import dev.postern.text.Place;
import java.util.Comparator;

/** A resource as one resources file has it. */
record Resource(ResourceEntry entry, Place place) implements Definition {
  @Override
  public String key() {
    return entry.arn();
  }

  @Override
  public Fingerprint content() {
    Fingerprint.Digester digest = new Fingerprint.Digester();
    digest.add(entry.arn()).add(entry.account()).add(entry.keyManager().name());
    digest.add(entry.tags().size());
    entry.tags().stream()
        .sorted(Comparator.comparing(Tag::key).thenComparing(Tag::value))
        .forEach(tag -> digest.add(tag.key()).add(tag.value()));
    digest.add(entry.policy().size());
    entry.policy().forEach(policy -> digest.add(policy.policy().fingerprint()));
    return digest.finish();
  }
}
