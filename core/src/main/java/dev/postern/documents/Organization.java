package dev.postern.documents;

import dev.postern.directory.Membership;
import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.text.Place;
import java.util.List;

/**
 * An organization as one file has it.
 *
 * @param id `o-…`
 * @param seats its accounts, each where it stands
 * @param content fingerprint of all of it
 * @param place where its id stands
 */
record Organization(String id, List<Seat> seats, Fingerprint content, Place place)
    implements Definition {
  Organization {
    seats = List.copyOf(seats);
  }

  @Override
  public String key() {
    return id;
  }

  /**
   * One account in the tree.
   *
   * @param account 12 digits
   * @param membership where it stands
   * @param place where the file says so
   */
  record Seat(String account, Membership membership, Place place) {

    /** Fingerprint of what the membership means for decisions. */
    Fingerprint content() {
      Fingerprint.Digester digest = new Fingerprint.Digester();
      digest
          .add(account)
          .add(membership.organizationId())
          .add(membership.standing().name())
          .add(membership.path());
      add(digest, membership.serviceControl());
      add(digest, membership.resourceControl());
      return digest.finish();
    }

    private static void add(Fingerprint.Digester digest, List<Membership.Level> levels) {
      digest.add(levels.size());
      for (Membership.Level level : levels) {
        digest.add(level.id()).add(level.policies().size());
        for (NamedPolicy policy : level.policies()) {
          digest.add(policy.name().name()).add(policy.policy().fingerprint());
        }
      }
    }
  }
}
