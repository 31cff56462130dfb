package dev.postern.reference;

import dev.postern.directory.Membership;
import dev.postern.directory.ResourceEntry;
import dev.postern.directory.Role;
import dev.postern.explain.EvaluationError;
import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.explain.LayerResult;
import dev.postern.explain.LayerResult.Need;
import dev.postern.explain.NearMiss;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.ContextValue;
import dev.postern.model.Verdict;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.reference.ReferencePrincipal.Counted;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which layers take part in a request, and what they come to (section 10). */
final class ReferenceEvaluation {
  private final ReferenceWorld world;
  private final CheckRequest request;
  private final String owner;
  private final ReferenceContext context;
  private final ReferenceLayer.Question question;
  private final Optional<String> callerAccount;

  private final List<ReferenceLayer> all = new ArrayList<>();
  private final List<LayerResult> results = new ArrayList<>();
  private final Verdict verdict;

  ReferenceEvaluation(
      ReferenceWorld world, CheckRequest request, String owner, ReferenceContext context) {
    this.world = world;
    this.request = request;
    this.owner = owner;
    this.context = context;
    this.question = new ReferenceLayer.Question(request, principal(), context);
    this.callerAccount =
        isFederatedAssumption() ? Optional.empty() : world.account(request.caller());
    this.verdict = decide();
  }

  Verdict verdict() {
    return verdict;
  }

  List<LayerResult> results() {
    return results;
  }

  List<NearMiss> nearMisses() {
    return all.stream().flatMap(layer -> layer.nearMisses().stream()).toList();
  }

  List<EvaluationError> errors() {
    return all.stream().flatMap(layer -> layer.errors().stream()).toList();
  }

  List<String> consulted() {
    return all.stream().flatMap(layer -> layer.consulted().stream()).toList();
  }

  /** */
  private Verdict decide() {
    // Every layer is asked, whatever the others said: a deny of any of them counts.
    boolean limits = resourceControlAllows() & serviceControlAllows() & endpointAllows();
    Grant resource = resource();
    boolean identity = identityAllows();
    boolean narrowed = boundaryAllows() & sessionAllows();
    if (all.stream().anyMatch(ReferenceLayer::denies)) {
      return Verdict.EXPLICIT_DENY;
    }
    return limits && grants(resource, identity, narrowed) ? Verdict.ALLOWED : Verdict.IMPLICIT_DENY;
  }

  /** Whether resource policy and caller's side together grant, denies and limits aside. */
  private boolean grants(Grant resource, boolean identity, boolean narrowed) {
    if (callerAccount.isEmpty()) {
      return resource != Grant.NONE;
    }
    if (!callerAccount.get().equals(owner)) {
      return identity && narrowed && resource != Grant.NONE;
    }
    return switch (resource) {
      case DIRECT -> true;
      case LIMITED -> narrowed;
      case ACCOUNT -> identity && narrowed;
      case NONE -> identity && narrowed && !opensItself();
    };
  }

  // --- the layers, in the order of R-10.1 ---

  /** RCPs of the resource's account, level by level. */
  private boolean resourceControlAllows() {
    Optional<Membership> membership =
        world.membership(owner).filter(m -> m.standing() == Membership.Standing.MEMBER);
    boolean exempt =
        isServiceLinked(request.caller())
            || isAssumingServiceLinkedRole()
            || isAwsManagedKey()
            || action().equals("kms:retiregrant")
            || !world.settings().rcpServices().contains(actionService());
    return exempt
        || levels(
            Layer.RESOURCE_CONTROL,
            PolicyType.RESOURCE_CONTROL,
            membership.map(Membership::resourceControl).orElse(List.of()));
  }

  /** SCPs of the caller's account, level by level. */
  private boolean serviceControlAllows() {
    Optional<Membership> membership =
        callerAccount
            .flatMap(world::membership)
            .filter(m -> m.standing() == Membership.Standing.MEMBER);
    return isServiceLinked(request.caller())
        || levels(
            Layer.SERVICE_CONTROL,
            PolicyType.SERVICE_CONTROL,
            membership.map(Membership::serviceControl).orElse(List.of()));
  }

  private boolean levels(Layer layer, PolicyType type, List<Membership.Level> levels) {
    boolean everyLevelAllows = true;
    for (Membership.Level level : levels) {
      everyLevelAllows &=
          evaluate(layer, level.id(), Need.REQUIRED, type, level.policies()).allows();
    }
    return everyLevelAllows;
  }

  /**
   * step 4: the endpoint that the request came through, if it has a policy. If the request
   * says more than one, nothing is allowed.
   */
  private boolean endpointAllows() {
    List<NamedPolicy> policies =
        switch (context.value("aws:sourcevpce")) {
          case ContextValue.Absent() -> List.of();
          case ContextValue.Present(List<String> values) when values.size() <= 1 ->
              values.stream()
                  .map(world.directory().endpoints()::get)
                  .filter(Objects::nonNull)
                  .toList();
          case ContextValue.Present _, ContextValue.Ambiguous _ -> {
            if (!world.directory().endpoints().isEmpty()) {
              evaluate(Layer.ENDPOINT, "", Need.REQUIRED, PolicyType.ENDPOINT, List.of());
            }
            yield List.of();
          }
        };
    if (!policies.isEmpty()) {
      evaluate(Layer.ENDPOINT, "", Need.REQUIRED, PolicyType.ENDPOINT, policies);
    }
    return results.stream()
        .allMatch(result -> result.layer() != Layer.ENDPOINT || result.grant() != Grant.NONE);
  }

  /** The policy of the resource: of a role the trust policy, else that of its entry (N-1.7). */
  private Grant resource() {
    boolean required =
        callerAccount.isEmpty() || !callerAccount.get().equals(owner) || opensItself();
    List<NamedPolicy> policies = resourcePolicies();
    if (policies.isEmpty() && !required) {
      return Grant.NONE;
    }
    PolicyType type = isRole() ? PolicyType.TRUST : PolicyType.RESOURCE;
    Need need = required ? Need.REQUIRED : Need.OPTIONAL;
    return evaluate(Layer.RESOURCE, "", need, type, policies).grant();
  }

  /** A trust policy takes part only in `sts:` actions on its role. */
  private List<NamedPolicy> resourcePolicies() {
    if (isRole()) {
      return actionService().equals("sts")
          ? world.roleOf(request.resource()).map(Role::trust).stream().toList()
          : List.of();
    }
    return world
        .governing(request.resource(), entry -> !entry.policy().isEmpty())
        .map(ResourceEntry::policy)
        .orElse(List.of());
  }

  /** Own and group policies of the user, or those of the role. */
  private boolean identityAllows() {
    if (callerAccount.isEmpty()) {
      return false;
    }
    if (request.caller() instanceof Caller.Root) {
      return true; // nothing can be attached to it
    }
    List<NamedPolicy> policies = new ArrayList<>();
    world.user(request.caller()).ifPresent(user -> policies.addAll(user.identityPolicies()));
    world.role(request.caller()).ifPresent(role -> policies.addAll(role.policies()));
    return evaluate(Layer.IDENTITY, "", Need.REQUIRED, PolicyType.IDENTITY, policies).allows();
  }

  private boolean boundaryAllows() {
    if (callerAccount.isEmpty()) {
      return true;
    }
    List<NamedPolicy> policies = new ArrayList<>();
    world.user(request.caller()).ifPresent(user -> policies.addAll(user.boundary()));
    world.role(request.caller()).ifPresent(role -> policies.addAll(role.boundary()));
    return policies.isEmpty()
        || evaluate(Layer.BOUNDARY, "", Need.REQUIRED, PolicyType.BOUNDARY, policies).allows();
  }

  /** Session policies, inline and managed, are one pool. */
  private boolean sessionAllows() {
    if (callerAccount.isEmpty()) {
      return true;
    }
    return switch (request.caller()) {
      case Caller.RoleSession caller ->
          !caller.session().isLimited() || sessionPoliciesAllow(caller.session());
      case Caller.FederatedSession caller -> sessionPoliciesAllow(caller.session());
      case Caller.Root _, Caller.User _, Caller.Service _, Caller.External _, Caller.Anonymous _ ->
          true;
    };
  }

  private boolean sessionPoliciesAllow(Caller.Session session) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (int i = 0; i < session.policies().size(); i++) {
      Source source = new Source("session policy " + i, session.policies().get(i));
      if (PolicyReader.parse(source, PolicyType.SESSION) instanceof Outcome.Read<Policy> read) {
        policies.add(
            new NamedPolicy(
                new PolicyName(PolicyType.SESSION, "session policy " + i, ""), read.value()));
      }
    }
    for (String arn : session.policyArns()) {
      NamedPolicy managed = world.directory().managedPolicies().get(arn);
      if (managed != null) {
        policies.add(
            new NamedPolicy(new PolicyName(PolicyType.SESSION, arn, ""), managed.policy()));
      }
    }
    return evaluate(Layer.SESSION, "", Need.REQUIRED, PolicyType.SESSION, policies).allows();
  }

  private ReferenceLayer evaluate(
      Layer layer, String level, Need need, PolicyType type, List<NamedPolicy> policies) {
    ReferenceLayer evaluated = new ReferenceLayer(question, type, policies);
    all.add(evaluated);
    results.add(evaluated.result(layer, level, need));
    return evaluated;
  }

  // --- what the action and the resource are ---

  /** Assuming a role by federation: only `Federated` and `*` of the trust policy. */
  private ReferencePrincipal principal() {
    return new ReferencePrincipal(
        world,
        request.caller(),
        isFederatedAssumption() ? Counted.FEDERATED_ONLY : Counted.EVERY_KIND);
  }

  private boolean isFederatedAssumption() {
    return isRole()
        && (action().equals("sts:assumerolewithsaml")
            || action().equals("sts:assumerolewithwebidentity"));
  }

  private String action() {
    return CaseFold.fold(request.action());
  }

  private String actionService() {
    return action().substring(0, action().indexOf(':'));
  }

  /** Whether the resource must be opened by its own policy in this action. */
  private boolean opensItself() {
    return world.settings().selfOpened().stream()
        .anyMatch(rule ->
            rule.actionService().equals(actionService())
                && isNamed(rule.arnService(), rule.resourcePrefix()));
  }

  private boolean isRole() {
    return isNamed("iam", "role/");
  }

  private boolean isNamed(String service, String prefix) {
    return Arn.parse(request.resource())
        .filter(arn -> arn.service().equals(service) && arn.resource().startsWith(prefix))
        .isPresent();
  }

  private boolean isServiceLinked(Caller caller) {
    return world.role(caller).filter(Role::isServiceLinked).isPresent();
  }

  /** */
  private boolean isAssumingServiceLinkedRole() {
    return actionService().equals("sts")
        && world.roleOf(request.resource()).filter(Role::isServiceLinked).isPresent();
  }

  /** the key itself, or the alias of one. */
  private boolean isAwsManagedKey() {
    ResourceEntry entry = world.directory().resources().get(request.resource());
    return (entry != null && entry.keyManager() == ResourceEntry.KeyManager.AWS)
        || isNamed("kms", "alias/aws/");
  }
}
