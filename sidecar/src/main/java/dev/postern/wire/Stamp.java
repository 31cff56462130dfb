package dev.postern.wire;

import dev.postern.pdp.Snapshot;

/**
 * What an answer says about where it comes from (E-11.4).
 *
 * @param decisionId id of the decision
 * @param snapshot digest of what was published
 * @param epoch counts publications
 */
public record Stamp(String decisionId, String snapshot, long epoch) {

  /** The stamp of a decision against a snapshot. */
  public static Stamp of(String decisionId, Snapshot snapshot) {
    return new Stamp(decisionId, snapshot.id(), snapshot.epoch());
  }
}
