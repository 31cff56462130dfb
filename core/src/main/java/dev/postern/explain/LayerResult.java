package dev.postern.explain;

import java.util.List;

/**
 * What one layer, or one level of it, said.
 *
 * @param layer which layer
 * @param level id of the root, OU or account for SCPs and RCPs; else empty
 * @param need whether its allow was required
 * @param grant how strongly it allows
 * @param matched the applying statements, Allow and Deny, in the order of policies and statements
 */
public record LayerResult(
    Layer layer, String level, Need need, Grant grant, List<MatchedStatement> matched) {
  public LayerResult {
    matched = List.copyOf(matched);
  }

  /** Whether a layer must allow. */
  public enum Need {
    REQUIRED,
    /**
     * Its allow helps, its absence does not hurt: a resource policy in the caller's own account.
     */
    OPTIONAL
  }
}
