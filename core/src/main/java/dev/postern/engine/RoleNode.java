package dev.postern.engine;

import dev.postern.directory.Role;
import dev.postern.model.Arn;
import dev.postern.model.Caller.RoleReference;
import dev.postern.policy.PolicyType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role with its subject and its trust policy, compiled when first met. */
final class RoleNode {
  private final Role role;
  private final String partition;
  private final Subject subject;
  private final List<Pool> trustPools;
  private volatile Plan.@Nullable Part trust;

  /** A role that takes over the compiled policies of another where they are equal. */
  RoleNode(Role role, @Nullable RoleNode before) {
    this.role = role;
    this.partition = Arn.parse(role.arn()).map(Arn::partition).orElse("");
    this.subject = Subject.of(role).after(before == null ? null : before.subject);
    this.trustPools = List.of(new Pool(PolicyType.TRUST, List.of(role.trust())));
    Plan.Part known = before == null ? null : before.trust;
    this.trust =
        known != null && known.pools().equals(trustPools)
            ? new Plan.Part(known.set(), trustPools)
            : null;
  }

  Role role() {
    return role;
  }

  Subject subject() {
    return subject;
  }

  String partition() {
    return partition;
  }

  /** Whether a reference by name means this role with its partition and path. */
  boolean isMeantBy(RoleReference reference) {
    return (reference.path().equals(RoleReference.ANY_PATH) || reference.path().equals(role.path()))
        && reference.partition().equals(partition);
  }

  void compile(PolicySets sets) {
    subject.policies(sets);
    trust(sets);
  }

  Plan.Part trust(PolicySets sets) {
    Plan.Part known = trust;
    if (known == null) {
      known = new Plan.Part(sets.compiled(trustPools), trustPools);
      trust = known;
    }
    return known;
  }
}
