package dev.postern.documents;

import dev.postern.policy.Fingerprint;
import java.util.Map;
import java.util.TreeMap;

/** Fingerprint of a directory: what can change a decision, whatever file it stands in. */
final class DirectoryFingerprint {
  private final Fingerprint.Digester digest = new Fingerprint.Digester();

  /** Account ids with their canonical user ids. */
  void accounts(Map<String, String> canonicalIds) {
    digest.add(canonicalIds.size());
    new TreeMap<>(canonicalIds).forEach((id, canonical) -> digest.add(id).add(canonical));
  }

  void definitions(String kind, Map<String, ? extends Definition> definitions) {
    digest.add(kind).add(definitions.size());
    new TreeMap<>(definitions)
        .forEach((key, definition) -> digest.add(key).add(definition.content()));
  }

  void seats(Map<String, Organization.Seat> seats) {
    digest.add("seats").add(seats.size());
    new TreeMap<>(seats).forEach((account, seat) -> digest.add(account).add(seat.content()));
  }

  Fingerprint finish() {
    return digest.finish();
  }
}
