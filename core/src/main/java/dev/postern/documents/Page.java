package dev.postern.documents;

import dev.postern.text.Place;
import java.util.Set;

/**
 * A page of the output of `get-account-authorization-details` (N-1.3).
 *
 * @param position whether another page follows
 * @param accounts the accounts that it speaks of; empty if it holds AWS-managed policies alone
 * @param place where the file says so
 */
record Page(Position position, Set<String> accounts, Place place) {
  Page {
    accounts = Set.copyOf(accounts);
  }

  /** Whether another page follows. */
  enum Position {
    FOLLOWED,
    LAST
  }
}
