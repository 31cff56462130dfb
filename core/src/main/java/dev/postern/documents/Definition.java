package dev.postern.documents;

import dev.postern.policy.Fingerprint;
import dev.postern.text.Place;

/** What one document says of one thing; another document may say the same (N-1.5). */
interface Definition {
  /** What it is called; one thing has one key. */
  String key();

  /** Fingerprint of what is said of it. */
  Fingerprint content();

  /** Where it is said. */
  Place place();
}
