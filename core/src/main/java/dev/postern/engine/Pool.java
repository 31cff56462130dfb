package dev.postern.engine;

import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyType;
import java.util.List;

/**
 * Policies of one type whose statements are pooled.
 *
 * @param type what they are used as
 * @param policies in the order of reports
 */
record Pool(PolicyType type, List<NamedPolicy> policies) {
  Pool {
    policies = List.copyOf(policies);
  }
}
