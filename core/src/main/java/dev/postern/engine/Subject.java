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

  private final String arn;
  private final String uniqueId;
  private final String name;
  private final ContextValue arnValue;
  private final Map<String, ContextValue> tags;
  private final List<NamedPolicy> boundary;
  private final List<Pool> pools;
  private volatile @Nullable CompiledPolicySet compiled;

  private Subject(
      String arn,
      String uniqueId,
      String name,
      List<Tag> tags,
      List<NamedPolicy> identity,
      List<NamedPolicy> boundary) {
    this.arn = arn;
    this.uniqueId = uniqueId;
    this.name = name;
    this.arnValue = ContextValue.of(arn);
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

  static Map<String, ContextValue> byFold(List<Tag> tags) {
    Map<String, ContextValue> values = new HashMap<>();
    for (Tag tag : tags) {
      values.merge(
          CaseFold.fold(tag.key()), ContextValue.of(tag.value()), (a, b) -> ContextValue.AMBIGUOUS);
    }
    return values;
  }

  String arn() {
    return arn;
  }

  String uniqueId() {
    return uniqueId;
  }

  String name() {
    return name;
  }

  ContextValue arnValue() {
    return arnValue;
  }

  Map<String, ContextValue> tags() {
    return tags;
  }

  List<NamedPolicy> boundary() {
    return boundary;
  }

  /** Identity policies as layer 0, the boundary, if any, as layer 1. */
  List<Pool> pools() {
    return pools;
  }

  CompiledPolicySet policies(PolicySets sets) {
    CompiledPolicySet known = compiled;
    if (known == null) {
      known = sets.compiled(pools);
      compiled = known;
    }
    return known;
  }
}
