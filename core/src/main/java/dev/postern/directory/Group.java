package dev.postern.directory;

import dev.postern.policy.NamedPolicy;
import java.util.List;

/**
 * An IAM group.
 *
 * @param arn with path
 * @param uniqueId `AGPA…`
 * @param name without path
 * @param policies inline, then managed
 */
public record Group(String arn, String uniqueId, String name, List<NamedPolicy> policies) {
  public Group {
    policies = List.copyOf(policies);
  }
}
