package dev.postern.policy;

/** How an element of a statement reads its list. */
public enum Sense {
  /** The statement has no such element. */
  UNSTATED,
  /** `Action`, `Resource`, `Principal`: what the list names. */
  LISTED,
  /** `NotAction`, `NotResource`, `NotPrincipal`: all but what the list names. */
  ALL_BUT
}
