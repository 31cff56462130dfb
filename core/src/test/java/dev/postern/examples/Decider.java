package dev.postern.examples;

import dev.postern.explain.Explanation;
import dev.postern.model.Authorizer;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import java.util.function.BiFunction;

/** What decides the examples. */
public interface Decider {
  /** Decides. */
  Decision check(CheckRequest request);

  /** Decides and says why. */
  Explanation explain(CheckRequest request);

  /** An authorizer that can also explain. */
  static <A extends Authorizer> Decider of(
      A authorizer, BiFunction<A, CheckRequest, Explanation> explain) {
    return new Decider() {
      @Override
      public Decision check(CheckRequest request) {
        return authorizer.check(request);
      }

      @Override
      public Explanation explain(CheckRequest request) {
        return explain.apply(authorizer, request);
      }
    };
  }
}
