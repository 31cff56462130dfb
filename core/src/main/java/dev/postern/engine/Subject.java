package dev.postern.engine;

import dev.postern.directory.Role;
import dev.postern.directory.Tag;
import dev.postern.directory.User;
import dev.postern.model.CaseFold;
import dev.postern.model.ContextValue;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.PolicyType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user or role of the directory with what every check of it needs; its policies are compiled when
 * it is first met.
 */
final class Subject {
  /** A caller that is neither user nor role. */
  static final Subject OUTSIDER = new Subject("", "", "", List.of(), List.of(), List.of());

  private final String account;
  private final String uniqueId;
  private final ContextValue arn;
  private final ContextValue name;
  private final ContextValue uniqueIdValue;
  private final Map<String, ContextValue> tags;
  private final List<NamedPolicy> boundary;
  private final List<Pool> pools;
  private volatile Plan.@Nullable Part compiled;

  private Subject(
      String arn,
      String uniqueId,
      String name,
      List<Tag> tags,
      List<NamedPolicy> identity,
      List<NamedPolicy> boundary) {
    ArnFields fields = new ArnFields().read(arn);
    this.account = fields.hasAccount() ? fields.account() : "";
    this.uniqueId = uniqueId;
    this.arn = ContextValue.of(arn);
    this.name = ContextValue.of(name);
    this.uniqueIdValue = ContextValue.of(uniqueId);
    this.tags = byFold(tags);
    this.boundary = boundary;
    Pool identityPool = new Pool(PolicyType.IDENTITY, identity);
    this.pools =
        boundary.isEmpty()
            ? List.of(identityPool)
            : List.of(identityPool, new Pool(PolicyType.BOUNDARY, boundary));
  }

  static Subject of(User user) {
    return new Subject(
        user.arn(),
        user.uniqueId(),
        user.name(),
        user.tags(),
        user.identityPolicies(),
        user.boundary());
  }

  static Subject of(Role role) {
    return new Subject(
        role.arn(), role.uniqueId(), role.name(), role.tags(), role.policies(), role.boundary());
  }

  /** Takes over the compiled policies of another if they are equal. */
  Subject after(@Nullable Subject before) {
    Plan.Part known = before == null ? null : before.compiled;
    if (known != null && known.pools().equals(pools)) {
      compiled = new Plan.Part(known.set(), pools);
    }
    return this;
  }

  static Map<String, ContextValue> byFold(List<Tag> tags) {
    Map<String, ContextValue> values = new HashMap<>();
    for (Tag tag : tags) {
      values.merge(
          CaseFold.fold(tag.key()), ContextValue.of(tag.value()), (a, b) -> ContextValue.AMBIGUOUS);
    }
    return values;
  }

  /** The account field of its ARN. */
  String account() {
    return account;
  }

  String uniqueId() {
    return uniqueId;
  }

  ContextValue uniqueIdValue() {
    return uniqueIdValue;
  }

  ContextValue name() {
    return name;
  }

  ContextValue arn() {
    return arn;
  }

  Map<String, ContextValue> tags() {
    return tags;
  }

  List<NamedPolicy> boundary() {
    return boundary;
  }

  /** Identity policies as layer 0, the boundary, if any, as layer 1. */
  Plan.Part policies(PolicySets sets) {
    Plan.Part known = compiled;
    if (known == null) {
      known = new Plan.Part(sets.compiled(pools), pools);
      compiled = known;
    }
    return known;
  }
}
