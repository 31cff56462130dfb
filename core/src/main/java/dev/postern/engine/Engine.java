package dev.postern.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.directory.Account;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.directory.EvaluationSettings.UnknownOwner;
import dev.postern.directory.Membership;
import dev.postern.directory.ResourceEntry.KeyManager;
import dev.postern.directory.Role;
import dev.postern.explain.EvaluationError;
import dev.postern.explain.Explanation;
import dev.postern.explain.Explanation.OwnerSource;
import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.explain.LayerResult;
import dev.postern.explain.LayerResult.Need;
import dev.postern.explain.NearMiss;
import dev.postern.model.Arn;
import dev.postern.model.Authorizer;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.ContextValue;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides checks against one directory.
 *
 * <p>A check is three steps: who is calling and who owns the resource; which policy sets take part
 * ({@link Plan}); one walk over each set. Whatever a set is compiled from is compiled when it is
 * first met and shared through {@link PolicySets}.
 */
public final class Engine implements Authorizer {
  private static final int SESSIONS = 10_000;
  private static final Plan.Part NOTHING_ALLOWED =
      part(List.of(new Pool(PolicyType.ENDPOINT, List.of())));
  private static final Plan.Part EMPTY_SESSION =
      part(List.of(new Pool(PolicyType.SESSION, List.of())));
  private static final ContextKey SOURCE_VPCE = ContextKey.of("aws:SourceVpce");

  private final Directory directory;
  private final EvaluationSettings settings;
  private final InstantSource clock;
  private final PolicySets sets;
  private final Map<String, Subject> users = new HashMap<>();
  private final Map<String, Map<String, RoleNode>> roles = new HashMap<>();
  private final Map<String, Plan.Part> serviceControl = new HashMap<>();
  private final Map<String, Plan.Part> resourceControl = new HashMap<>();
  private final Map<String, Plan.Part> endpoints = new HashMap<>();
  private final ResourceIndex resources;
  private final Cache<SessionKey, Plan.Part> sessions =
      Caffeine.newBuilder().maximumSize(SESSIONS).build();
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /**
   * An engine for a directory.
   *
   * @param clock read once for each check that needs the time
   * @param sets shared with the engines of earlier directories
   */
  public Engine(
      Directory directory, EvaluationSettings settings, InstantSource clock, PolicySets sets) {
    this.directory = directory;
    this.settings = settings;
    this.clock = clock;
    this.sets = sets;
    this.resources = new ResourceIndex(directory.resources().values());
    for (Account account : directory.accounts().values()) {
      account.users().values().forEach(user -> users.put(user.arn(), Subject.of(user)));
      Map<String, RoleNode> byName = new HashMap<>();
      account.roles().forEach((name, role) -> byName.put(name, new RoleNode(role)));
      roles.put(account.id(), byName);
    }
    directory
        .memberships()
        .forEach((account, membership) -> {
          if (membership.standing() == Membership.Standing.MEMBER) {
            levels(
                account, membership.serviceControl(), PolicyType.SERVICE_CONTROL, serviceControl);
            levels(
                account,
                membership.resourceControl(),
                PolicyType.RESOURCE_CONTROL,
                resourceControl);
          }
        });
    directory
        .endpoints()
        .forEach((id, policy) ->
            endpoints.put(id, part(List.of(new Pool(PolicyType.ENDPOINT, List.of(policy))))));
  }

  private void levels(
      String account, List<Membership.Level> levels, PolicyType type, Map<String, Plan.Part> into) {
    if (!levels.isEmpty()) {
      List<Pool> pools = levels.stream().map(level -> new Pool(type, level.policies())).toList();
      into.put(
          account,
          new Plan.Part(
              sets.compiled(pools), pools, levels.stream().map(Membership.Level::id).toList()));
    }
  }

  private static Plan.Part part(List<Pool> pools) {
    return new Plan.Part(CompiledPolicySet.compile(pools), pools);
  }

  /**
   * Compiles the policies of every user, role and resource now rather than when each is first met.
   */
  public void compileAll() {
    users.values().forEach(user -> user.policies(sets));
    roles.values().forEach(byName -> byName.values().forEach(role -> role.compile(sets)));
    resources.forEach(node -> node.policies(sets));
  }

  @Override
  public Decision check(CheckRequest request) {
    Scratch mine = scratch.get();
    Evaluation evaluation = mine.evaluation;
    try {
      Decision early = prepare(request, mine);
      return early != null ? early : decide(evaluation, mine.plan);
    } finally {
      evaluation.end();
      mine.plan.clear();
    }
  }

  /**
   * Decides and says what the decision rests on; verdict and reason are those of {@link #check}.
   */
  public Explanation explain(CheckRequest request) {
    Scratch mine = new Scratch();
    Decision early = prepare(request, mine);
    if (early != null) {
      return new Explanation(
          early,
          mine.evaluation.owner(),
          mine.evaluation.ownerSource(),
          List.of(),
          List.of(),
          new TreeSet<>(),
          new TreeSet<>(),
          List.of());
    }
    return new Explainer(mine.evaluation, mine.plan).explain();
  }

  /**
   * Everything that the decision of a request depends on, where that can be said without deciding:
   * the key under which a cache may remember it. Two requests with equal keys have equal decisions,
   * under whatever engine.
   *
   * @return the parts of the key, never changed afterwards; empty if the decision is too cheap to
   *     be worth remembering
   */
  public List<Object> dependencies(CheckRequest request) {
    Scratch mine = new Scratch();
    Decision early = prepare(request, mine);
    return early != null ? List.of() : Dependencies.of(mine.evaluation, mine.plan);
  }

  /** Finds caller, owner and policy sets; a decision if policies need not be asked (N-2.11). */
  private @Nullable Decision prepare(CheckRequest request, Scratch mine) {
    Evaluation evaluation = mine.evaluation;
    Caller caller = request.caller();
    long now = clock.millis();
    Subject subject = Subject.OUTSIDER;
    RoleNode role = null;
    String account = "";
    boolean known = true;
    switch (caller) {
      case Caller.Root root -> {
        account = root.account();
        known = directory.accounts().containsKey(account);
      }
      case Caller.User user -> {
        Subject found = users.get(user.arn());
        known = found != null;
        subject = found == null ? Subject.OUTSIDER : found;
        account = accountOf(user.arn());
      }
      case Caller.RoleSession session -> {
        role = role(session.role());
        known = role != null;
        subject = role == null ? Subject.OUTSIDER : role.subject;
        account = session.role().account();
      }
      case Caller.FederatedSession session -> {
        Subject found = users.get(session.userArn());
        known = found != null && accountOf(session.userArn()).equals(session.account());
        subject = found == null ? Subject.OUTSIDER : found;
        account = session.account();
      }
      case Caller.Service service -> {}
      case Caller.External external -> {}
      case Caller.Anonymous anonymous -> {}
    }
    Account held = directory.accounts().get(account);
    Membership membership = account.isEmpty() ? null : directory.memberships().get(account);
    evaluation.begin(
        request, subject, account, held == null ? "" : held.canonicalUserId(), membership, now);
    if (!known) {
      return Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_PRINCIPAL);
    }
    String action = request.action();
    if (SpecialActions.cannotBeDenied(caller, action)) {
      return Decision.of(Verdict.ALLOWED, Reason.CANNOT_DENY);
    }
    if (SpecialActions.isBeyondSession(caller, action)) {
      return Decision.of(Verdict.EXPLICIT_DENY, Reason.SESSION_LIMIT);
    }
    if (SpecialActions.isReserved(action, request.resource())) {
      return Decision.of(Verdict.EXPLICIT_DENY, Reason.RESERVED);
    }
    if (!findOwner(request, evaluation)) {
      return Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_OWNER);
    }
    plan(evaluation, role, mine.plan);
    return null;
  }

  private @Nullable RoleNode role(Caller.RoleReference reference) {
    Map<String, RoleNode> byName = roles.get(reference.account());
    RoleNode node = byName == null ? null : byName.get(CaseFold.fold(reference.name()));
    if (node == null
        || (!reference.path().equals(Caller.RoleReference.ANY_PATH)
            && !reference.path().equals(node.role.path()))) {
      return null;
    }
    return node.role.arn().startsWith(reference.partition() + ":iam:", 4) ? node : null;
  }

  /** N-2.5. */
  private boolean findOwner(CheckRequest request, Evaluation evaluation) {
    String resource = request.resource();
    ResourceNode exact = resources.exact(resource);
    String owner = request.resourceAccount();
    OwnerSource source = OwnerSource.REQUEST;
    if (owner.isEmpty()) {
      ResourceNode governing = resources.withOwner(resource);
      owner = governing == null ? "" : governing.entry().account();
      source = OwnerSource.ENTRY;
    }
    if (owner.isEmpty()) {
      owner = accountOf(resource);
      source = OwnerSource.ARN;
    }
    if (owner.isEmpty()
        && (settings.unknownOwner() == UnknownOwner.CALLER || resource.equals("*"))) {
      owner = evaluation.callerAccount();
      source = OwnerSource.CALLER;
    }
    if (owner.isEmpty()) {
      evaluation.resource("", OwnerSource.UNKNOWN, null, exact);
      return false;
    }
    evaluation.resource(owner, source, directory.memberships().get(owner), exact);
    return true;
  }

  /**
   * The account field of an ARN if it is an account id; else empty. Equal accounts are the same
   * text where the directory knows them.
   */
  private String accountOf(String arn) {
    int start = 0;
    for (int colon = 0; colon < 4; colon++) {
      start = arn.indexOf(':', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    int end = arn.indexOf(':', start);
    if (end - start != 12 || !arn.startsWith("arn:")) {
      return "";
    }
    String account = arn.substring(start, end);
    return Evaluation.isAccountId(account) ? account : "";
  }

  /** Which layers take part. */
  private void plan(Evaluation evaluation, @Nullable RoleNode callerRole, Plan plan) {
    Caller caller = evaluation.caller();
    String action = evaluation.action();
    String resource = evaluation.resource();
    boolean serviceLinked = callerRole != null && callerRole.role.isServiceLinked();
    RoleNode target = null;
    boolean onRole = false;
    if (SpecialActions.isOf("sts", action)) {
      Arn arn = Arn.parse(resource).orElse(null);
      onRole = arn != null && arn.service().equals("iam") && arn.resource().startsWith("role/");
      target = arn != null && onRole ? roleAt(arn) : null;
    }
    boolean federated = onRole && SpecialActions.isFederatedAssumption(action);
    if (federated) {
      evaluation.onlyFederated();
    }
    boolean outsider = federated || evaluation.callerAccount().isEmpty();
    plan.relation =
        outsider
            ? Plan.Relation.OUTSIDER
            : evaluation.callerAccount().equals(evaluation.owner())
                ? Plan.Relation.SAME_ACCOUNT
                : Plan.Relation.CROSS_ACCOUNT;
    plan.selfOpened = isSelfOpened(action, resource);
    Plan.Part rcp = resourceControl.get(evaluation.owner());
    if (rcp != null
        && !serviceLinked
        && !(target != null && target.role.isServiceLinked())
        && rcpCovers(action)
        && !isAwsKey(resource)) {
      plan.resourceControl = rcp;
    }
    if (!outsider && !serviceLinked) {
      plan.serviceControl = serviceControl.get(evaluation.callerAccount());
    }
    plan.endpoint = endpoint(evaluation);
    plan.resource = resourcePolicy(resource, onRole, target);
    if (!outsider && !(caller instanceof Caller.Root)) {
      Subject subject = evaluation.subject();
      plan.identity = new Plan.Part(subject.policies(sets), subject.pools());
      plan.session =
          switch (caller) {
            case Caller.RoleSession session ->
                session.session().isLimited() ? session(session.session()) : null;
            case Caller.FederatedSession session -> session(session.session());
            default -> null;
          };
    }
  }

  private @Nullable RoleNode roleAt(Arn arn) {
    int slash = arn.resource().lastIndexOf('/');
    Map<String, RoleNode> byName = roles.get(arn.account());
    RoleNode node =
        byName == null ? null : byName.get(CaseFold.fold(arn.resource().substring(slash + 1)));
    return node != null
            && node.role.path().equals(arn.resource().substring("role".length(), slash + 1))
            && node.role.arn().startsWith(arn.partition() + ":iam:", 4)
        ? node
        : null;
  }

  private Plan.@Nullable Part resourcePolicy(
      String resource, boolean onRole, @Nullable RoleNode target) {
    if (onRole) {
      return target == null ? null : target.trust(sets);
    }
    ResourceNode node = resources.withPolicy(resource);
    return node == null ? null : new Plan.Part(node.policies(sets), node.pools());
  }

  /** KMS aliases and `*` are not keys. */
  private boolean isSelfOpened(String action, String resource) {
    for (EvaluationSettings.SelfOpened rule : settings.selfOpened()) {
      if (SpecialActions.isOf(rule.actionService(), action)) {
        Arn arn = Arn.parse(resource).orElse(null);
        if (arn != null
            && arn.service().equals(rule.arnService())
            && arn.resource().startsWith(rule.resourcePrefix())) {
          return true;
        }
      }
    }
    return false;
  }

  /** */
  private boolean rcpCovers(String action) {
    int colon = action.indexOf(':');
    return colon > 0
        && settings.rcpServices().contains(CaseFold.fold(action.substring(0, colon)))
        && !action.equalsIgnoreCase("kms:RetireGrant");
  }

  private boolean isAwsKey(String resource) {
    ResourceNode node = resources.exact(resource);
    return (node != null && node.entry().keyManager() == KeyManager.AWS)
        || SpecialActions.isAwsAlias(resource);
  }

  /** step 4; an endpoint that cannot be told allows nothing. */
  private Plan.@Nullable Part endpoint(Evaluation evaluation) {
    if (endpoints.isEmpty()) {
      return null;
    }
    return switch (evaluation.value(SOURCE_VPCE)) {
      case ContextValue.Absent absent -> null;
      case ContextValue.Ambiguous ambiguous -> NOTHING_ALLOWED;
      case ContextValue.Present present ->
          switch (present.values().size()) {
            case 0 -> null;
            case 1 -> endpoints.get(present.values().getFirst());
            default -> NOTHING_ALLOWED;
          };
    };
  }

  private Plan.Part session(Caller.Session session) {
    if (!session.isLimited()) {
      return EMPTY_SESSION;
    }
    return sessions.get(
        new SessionKey(session.policies(), session.policyArns()), key -> compileSession(key));
  }

  /** A session policy that cannot be read, or is not there, allows nothing. */
  private Plan.Part compileSession(SessionKey key) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (int i = 0; i < key.texts().size(); i++) {
      PolicyName name = new PolicyName(PolicyType.SESSION, "session policy " + i, "");
      Outcome<Policy> outcome =
          PolicyReader.parse(new Source(name.toString(), key.texts().get(i)), PolicyType.SESSION);
      if (!(outcome instanceof Outcome.Read<Policy> read)) {
        return EMPTY_SESSION;
      }
      policies.add(new NamedPolicy(name, read.value()));
    }
    for (String arn : key.arns()) {
      NamedPolicy managed = directory.managedPolicies().get(arn);
      if (managed == null) {
        return EMPTY_SESSION;
      }
      policies.add(new NamedPolicy(new PolicyName(PolicyType.SESSION, arn, ""), managed.policy()));
    }
    List<Pool> pools = List.of(new Pool(PolicyType.SESSION, policies));
    return new Plan.Part(sets.compiled(pools), pools);
  }

  private static Decision decide(Evaluation evaluation, Plan plan) {
    long byResourceControl = evaluate(plan.resourceControl, evaluation);
    long byServiceControl = evaluate(plan.serviceControl, evaluation);
    long byEndpoint = evaluate(plan.endpoint, evaluation);
    evaluation.gradeGrants();
    long byResource = plan.resource == null ? 0 : plan.resource.set().evaluate(evaluation);
    Grant grant = evaluation.grant();
    evaluation.stopGrading();
    long byIdentity = plan.identity == null ? 0 : plan.identity.set().evaluate(evaluation);
    long bySession = evaluate(plan.session, evaluation);
    if (isDenied(byResourceControl, plan.resourceControl)
        || isDenied(byServiceControl, plan.serviceControl)
        || isDenied(byEndpoint, plan.endpoint)
        || byResource == CompiledPolicySet.DENIED
        || byIdentity == CompiledPolicySet.DENIED
        || isDenied(bySession, plan.session)) {
      return Decision.of(Verdict.EXPLICIT_DENY, Reason.POLICY, evaluation.holdsUntil());
    }
    boolean allowed =
        allLayers(byResourceControl, plan.resourceControl)
            && allLayers(byServiceControl, plan.serviceControl)
            && allLayers(byEndpoint, plan.endpoint)
            && plan.grants(
                evaluation.caller(),
                grant,
                (byIdentity & 1) != 0,
                !evaluation.hasBoundary() || (byIdentity & 2) != 0,
                allLayers(bySession, plan.session));
    return Decision.of(
        allowed ? Verdict.ALLOWED : Verdict.IMPLICIT_DENY, Reason.POLICY, evaluation.holdsUntil());
  }

  private static long evaluate(Plan.@Nullable Part part, Evaluation evaluation) {
    return part == null ? 0 : part.set().evaluate(evaluation);
  }

  private static boolean isDenied(long result, Plan.@Nullable Part part) {
    return part != null && result == CompiledPolicySet.DENIED;
  }

  private static boolean allLayers(long result, Plan.@Nullable Part part) {
    return part == null || result == part.set().everyLayer();
  }

  /** What one thread needs for one check. */
  private static final class Scratch {
    private final Evaluation evaluation = new Evaluation();
    private final Plan plan = new Plan();
  }

  private record SessionKey(List<String> texts, List<String> arns) {}

  /** A role with its subject and its trust policy, compiled when first met. */
  private static final class RoleNode {
    private final Role role;
    private final Subject subject;
    private volatile Plan.@Nullable Part trust;

    RoleNode(Role role) {
      this.role = role;
      this.subject = Subject.of(role);
    }

    void compile(PolicySets sets) {
      subject.policies(sets);
      trust(sets);
    }

    Plan.Part trust(PolicySets sets) {
      Plan.Part known = trust;
      if (known == null) {
        List<Pool> pools = List.of(new Pool(PolicyType.TRUST, List.of(role.trust())));
        known = new Plan.Part(sets.compiled(pools), pools);
        trust = known;
      }
      return known;
    }
  }

  /** The second walk, layer by layer. */
  private static final class Explainer {
    private final Evaluation evaluation;
    private final Plan plan;
    private final List<LayerResult> layers = new ArrayList<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();
    private final List<EvaluationError> errors = new ArrayList<>();
    private final TreeSet<String> consulted = new TreeSet<>();
    private boolean denied;

    Explainer(Evaluation evaluation, Plan plan) {
      this.evaluation = evaluation;
      this.plan = plan;
    }

    Explanation explain() {
      boolean rcp = all(levels(Layer.RESOURCE_CONTROL, plan.resourceControl));
      boolean scp = all(levels(Layer.SERVICE_CONTROL, plan.serviceControl));
      boolean endpoint = all(levels(Layer.ENDPOINT, plan.endpoint));
      Need need = plan.needsResourceGrant() ? Need.REQUIRED : Need.OPTIONAL;
      Grant resource = Grant.NONE;
      if (plan.resource != null) {
        CompiledPolicySet.Finding finding =
            plan.resource.set().explain(evaluation, plan.resource.pools()).getFirst();
        resource = finding.grant();
        add(Layer.RESOURCE, "", need, finding);
      } else if (need == Need.REQUIRED) {
        layers.add(new LayerResult(Layer.RESOURCE, "", need, Grant.NONE, List.of()));
      }
      boolean identity = false;
      boolean boundary = true;
      if (plan.identity != null) {
        List<CompiledPolicySet.Finding> findings =
            plan.identity.set().explain(evaluation, plan.identity.pools());
        identity = add(Layer.IDENTITY, "", Need.REQUIRED, findings.get(0));
        if (findings.size() > 1) {
          boundary = add(Layer.BOUNDARY, "", Need.REQUIRED, findings.get(1));
        }
      }
      boolean session = all(levels(Layer.SESSION, plan.session));
      boolean granted =
          rcp
              && scp
              && endpoint
              && plan.grants(evaluation.caller(), resource, identity, boundary, session);
      Verdict verdict =
          denied ? Verdict.EXPLICIT_DENY : granted ? Verdict.ALLOWED : Verdict.IMPLICIT_DENY;
      TreeSet<String> missing = new TreeSet<>(consulted);
      missing.removeIf(
          key -> !(evaluation.value(ContextKey.of(key)) instanceof ContextValue.Absent));
      return new Explanation(
          Decision.of(verdict, Reason.POLICY),
          evaluation.owner(),
          evaluation.ownerSource(),
          layers,
          nearMisses,
          consulted,
          missing,
          errors);
    }

    private List<Boolean> levels(Layer layer, Plan.@Nullable Part part) {
      List<Boolean> allow = new ArrayList<>();
      if (part != null) {
        List<CompiledPolicySet.Finding> findings = part.set().explain(evaluation, part.pools());
        for (int i = 0; i < findings.size(); i++) {
          String level = part.levels().isEmpty() ? "" : part.levels().get(i);
          allow.add(add(layer, level, Need.REQUIRED, findings.get(i)));
        }
      }
      return allow;
    }

    private static boolean all(List<Boolean> results) {
      return !results.contains(false);
    }

    private boolean add(Layer layer, String level, Need need, CompiledPolicySet.Finding finding) {
      boolean graded = layer == Layer.RESOURCE || finding.grant() == Grant.NONE;
      Grant grant = graded ? finding.grant() : Grant.DIRECT;
      layers.add(new LayerResult(layer, level, need, grant, finding.matched()));
      nearMisses.addAll(finding.nearMisses());
      errors.addAll(finding.errors());
      consulted.addAll(finding.consulted());
      denied |= finding.denied();
      return finding.grant() != Grant.NONE;
    }
  }
}
