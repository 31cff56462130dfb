package dev.postern.examples;

import dev.postern.explain.Explanation;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;

/** What decides the examples. */
public interface Decider {
  /** Decides. */
  Decision check(CheckRequest request);

  /** Decides and says why. */
  Explanation explain(CheckRequest request);
}
