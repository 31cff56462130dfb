package dev.postern.wire;

import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.explain.LayerResult;
import dev.postern.model.Verdict;
import dev.postern.policy.Effect;

/** How explanations call layers and what they said. */
final class LayerWords {
  private LayerWords() {}

  /** The name of a layer for programs. */
  static String name(Layer layer) {
    return switch (layer) {
      case RESOURCE_CONTROL -> "rcp";
      case SERVICE_CONTROL -> "scp";
      case ENDPOINT -> "endpoint";
      case RESOURCE -> "resource";
      case IDENTITY -> "identity";
      case BOUNDARY -> "boundary";
      case SESSION -> "session";
    };
  }

  /** What a layer said, in the words of a decision. */
  static Verdict verdict(LayerResult result) {
    if (result.matched().stream().anyMatch(statement -> statement.effect() == Effect.DENY)) {
      return Verdict.EXPLICIT_DENY;
    }
    return result.grant() == Grant.NONE ? Verdict.IMPLICIT_DENY : Verdict.ALLOWED;
  }
}
