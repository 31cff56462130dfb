package dev.postern.documents;

import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The SCPs and RCPs of one organization: which there are, and which are attached where (N-1.6). */
final class ControlPolicies {
  private static final String FULL = "p-FullAWSAccess";
  private static final String RCP_FULL = "p-RCPFullAWSAccess";
  private static final Map<String, PolicyType> TYPES =
      Map.of(
          "SERVICE_CONTROL_POLICY",
          PolicyType.SERVICE_CONTROL,
          "RESOURCE_CONTROL_POLICY",
          PolicyType.RESOURCE_CONTROL);
  private static final Map<String, NamedPolicy> BUILT_IN =
      Map.of(
          FULL,
          builtIn(
              FULL,
              PolicyType.SERVICE_CONTROL,
              "{\"Version\":\"2012-10-17\",\"Statement\":"
                  + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"),
          RCP_FULL,
          builtIn(
              RCP_FULL,
              PolicyType.RESOURCE_CONTROL,
              "{\"Version\":\"2012-10-17\",\"Statement\":"
                  + "[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\","
                  + "\"Resource\":\"*\"}]}"));
  private static final Set<String> KNOWN =
      Set.of("Id", "Name", "Type", "Content", "Description", "Arn", "AwsManaged");
  private static final Pattern ID = Pattern.compile("p-[A-Za-z0-9_]+");

  private final PolicyDocuments documents;
  private final Problems problems;
  private final Map<String, NamedPolicy> byId = new HashMap<>(BUILT_IN);
  private final Set<String> broken = new HashSet<>();
  private final Set<PolicyType> enabled = EnumSet.noneOf(PolicyType.class);

  ControlPolicies(PolicyDocuments documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** Reads `EnabledPolicyTypes` and `Policies`. */
  void read(Fields organization) {
    if (organization.has("EnabledPolicyTypes")) {
      for (Reference type : organization.texts("EnabledPolicyTypes")) {
        type(type).ifPresent(enabled::add);
      }
    } else {
      enabled.addAll(TYPES.values());
    }
    organization.objects("Policies").forEach(this::define);
  }

  /** What is attached to a root, unit or account. */
  Attached attached(Fields node) {
    List<NamedPolicy> serviceControl = new ArrayList<>();
    List<NamedPolicy> resourceControl = new ArrayList<>();
    resourceControl.add(BUILT_IN.get(RCP_FULL));
    if (node.has("AttachedPolicies")) {
      for (Reference reference : node.texts("AttachedPolicies")) {
        find(reference)
            .ifPresent(policy -> {
              List<NamedPolicy> pool =
                  policy.name().type() == PolicyType.SERVICE_CONTROL
                      ? serviceControl
                      : resourceControl;
              if (!pool.contains(policy)) {
                pool.add(policy);
              }
            });
      }
    } else {
      serviceControl.add(BUILT_IN.get(FULL));
    }
    if (serviceControl.isEmpty() && enabled.contains(PolicyType.SERVICE_CONTROL)) {
      problems.warning(
          node.place("AttachedPolicies"),
          "no service control policy is attached here, so nothing is allowed below (R-10.7)",
          "attach `" + FULL + "`, or leave `AttachedPolicies` out");
    }
    return new Attached(
        new Pool(enabled.contains(PolicyType.SERVICE_CONTROL), serviceControl),
        new Pool(enabled.contains(PolicyType.RESOURCE_CONTROL), resourceControl));
  }

  private Optional<NamedPolicy> find(Reference reference) {
    NamedPolicy policy = byId.get(reference.target());
    if (policy == null) {
      if (!broken.contains(reference.target())) {
        problems.error(
            reference.place(),
            "there is no policy `" + reference.target() + "` in this organization (N-1.5)",
            "add it to `Policies`, or remove it here");
      }
      return Optional.empty();
    }
    if (!enabled.contains(policy.name().type()) && !BUILT_IN.containsKey(reference.target())) {
      problems.note(
          reference.place(),
          "`"
              + reference.target()
              + "` has no effect: policies of its type are not enabled (R-10.13)",
          "add its type to `EnabledPolicyTypes`");
    }
    return Optional.of(policy);
  }

  private void define(Fields fields) {
    fields.noteUnknown("a policy of an organization", KNOWN::contains);
    Optional<String> id = fields.required("Id", "a policy of an organization", "N-1.6");
    id.ifPresent(known -> judge(fields, known));
    Optional<PolicyType> type =
        fields
            .required("Type", "a policy of an organization", "N-1.6")
            .flatMap(text -> type(new Reference(text, fields.place("Type"))));
    Optional<Policy> policy = type.flatMap(t -> documents.read(fields, "Content", t));
    if (id.isPresent() && type.isPresent() && policy.isPresent()) {
      PolicyName name = new PolicyName(type.get(), id.get(), "");
      byId.putIfAbsent(id.get(), new NamedPolicy(name, policy.get()));
    } else {
      id.ifPresent(broken::add);
    }
  }

  private void judge(Fields fields, String id) {
    if (BUILT_IN.containsKey(id)) {
      problems.error(
          fields.place("Id"),
          "`" + id + "` is built in (N-1.6)",
          "remove it from `Policies`; it can be attached all the same");
    } else if (!ID.matcher(id).matches()) {
      problems.error(
          fields.place("Id"), "`" + id + "` is no policy id (N-1.6)", "write one of the form p-…");
    } else if (byId.containsKey(id) || broken.contains(id)) {
      problems.error(
          fields.place("Id"), "policy `" + id + "` is defined twice (N-1.5)", "keep one of them");
    }
  }

  private Optional<PolicyType> type(Reference type) {
    Optional<PolicyType> known = Optional.ofNullable(TYPES.get(type.target()));
    if (known.isEmpty()) {
      problems.error(
          type.place(),
          "unknown policy type `" + type.target() + "` (N-1.6)",
          "write SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY");
    }
    return known;
  }

  private static NamedPolicy builtIn(String id, PolicyType type, String text) {
    // RCPFullAWSAccess alone among RCPs may allow, so neither is read as what it is
    return switch (PolicyReader.parse(new Source(id, text), PolicyType.RESOURCE)) {
      case Outcome.Read<Policy>(Policy policy, _) ->
          new NamedPolicy(new PolicyName(type, id, ""), policy);
      case Outcome.Refused<Policy>(var refused) -> throw new IllegalStateException("" + refused);
    };
  }

  /** The policies attached at one level. */
  record Attached(Pool serviceControl, Pool resourceControl) {}

  /** Those of one type. */
  record Pool(boolean enabled, List<NamedPolicy> policies) {}
}
