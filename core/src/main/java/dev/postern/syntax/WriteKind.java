package dev.postern.syntax;

/** What a policy is written as. */
public enum WriteKind {
  /** A managed policy or a version of one: 2012-10-17 only. */
  MANAGED,
  /**
   * Anything else: inline, trust, session, resource policy; SCP and RCP have their own rule
   * (R-1.10).
   */
  INLINE
}
