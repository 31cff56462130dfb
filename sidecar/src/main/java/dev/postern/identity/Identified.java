package dev.postern.identity;

import dev.postern.model.Caller;

/** What came of asking who is calling (N-4.1). */
public sealed interface Identified {

  /** A caller, perhaps anonymous. */
  record As(Caller caller) implements Identified {}

  /** Somebody said who they are and it does not hold: 401, never anonymous. */
  record BadCredentials() implements Identified {}
}
