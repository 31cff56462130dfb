package dev.postern.model;

/** The one corridor: a question goes in, a decision comes out. */
@FunctionalInterface
public interface Authorizer {
  /** Decides. Total: no exception, no null, nothing that blocks. */
  Decision check(CheckRequest request);
}
