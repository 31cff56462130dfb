package dev.postern.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.directory.EvaluationSettings;
import dev.postern.directory.ResourceEntry.KeyManager;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.ContextValue;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyName;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which policy sets take part in a check. */
final class Planner {
  private static final int SESSIONS = 10_000;
  private static final Plan.Part NOTHING_ALLOWED = part(new Pool(PolicyType.ENDPOINT, List.of()));
  private static final Plan.Part EMPTY_SESSION = part(new Pool(PolicyType.SESSION, List.of()));
  private static final ContextKey SOURCE_VPCE = ContextKey.of("aws:SourceVpce");

  private final World world;
  private final EvaluationSettings settings;
  private final PatternSet<Boolean> rcpActions;
  private final Cache<SessionKey, Plan.Part> sessions =
      Caffeine.newBuilder().maximumSize(SESSIONS).build();

  Planner(World world, EvaluationSettings settings) {
    this.world = world;
    this.settings = settings;
    this.rcpActions = rcpActions(settings);
  }

  private static Plan.Part part(Pool pool) {
    return new Plan.Part(CompiledPolicySet.compile(List.of(pool)), List.of(pool));
  }

  /** the actions of the services to which RCPs apply. */
  private static PatternSet<Boolean> rcpActions(EvaluationSettings settings) {
    PatternSet.Builder<Boolean> builder = PatternSet.builder();
    for (String service : settings.rcpServices()) {
      GlobBuffer glob = new GlobBuffer();
      glob.literal(CaseFold.fold(service));
      glob.literal(':');
      glob.wildcard(GlobPattern.ANY_RUN);
      builder.add(glob.toPattern(), 0);
    }
    return builder.ignoringCase().build(labels -> labels.length > 0);
  }

  /** Fills the plan of a check whose caller and owner are known. */
  void plan(PreparedCheck check, @Nullable RoleNode callerRole) {
    Evaluation evaluation = check.evaluation();
    Plan plan = check.plan();
    Caller caller = evaluation.caller();
    String action = evaluation.action();
    ArnFields resource = evaluation.resourceArn();
    boolean serviceLinked = callerRole != null && callerRole.role().isServiceLinked();
    boolean onRole =
        resource.isOf("iam")
            && resource.resourceStartsWith("role/")
            && SpecialActions.isOf("sts", action);
    RoleNode target = onRole ? world.role(resource) : null;
    boolean federated = onRole && SpecialActions.isFederatedAssumption(action);
    if (federated) {
      evaluation.onlyFederated();
    }
    boolean outsider = federated || evaluation.account().isNone();
    plan.relation =
        outsider
            ? Plan.Relation.OUTSIDER
            : evaluation.callerAccount().equals(evaluation.owner())
                ? Plan.Relation.SAME_ACCOUNT
                : Plan.Relation.CROSS_ACCOUNT;
    plan.selfOpened = isSelfOpened(action, resource);
    Plan.Part rcp = evaluation.ownerAccount().resourceControl();
    if (rcp != null
        && !serviceLinked
        && !(target != null && target.role().isServiceLinked())
        && rcpCovers(action)
        && !isAwsKey(evaluation)) {
      plan.resourceControl = rcp;
    }
    if (!outsider && !serviceLinked) {
      plan.serviceControl = evaluation.account().serviceControl();
    }
    plan.endpoint = endpoint(evaluation);
    plan.resource = resourcePolicy(check, onRole, target);
    if (!outsider && !(caller instanceof Caller.Root)) {
      plan.identity = evaluation.subject().policies(world.sets());
      plan.session =
          switch (caller) {
            case Caller.RoleSession session ->
                session.session().isLimited() ? session(session.session()) : null;
            case Caller.FederatedSession session -> session(session.session());
            default -> null;
          };
    }
  }

  private Plan.@Nullable Part resourcePolicy(
      PreparedCheck check, boolean onRole, @Nullable RoleNode target) {
    if (onRole) {
      return target == null ? null : target.trust(world.sets());
    }
    ResourceNode node = check.governing().policy();
    return node == null ? null : node.policies(world.sets());
  }

  /** KMS aliases and `*` are not keys. */
  private boolean isSelfOpened(String action, ArnFields resource) {
    for (int i = 0; i < settings.selfOpened().size(); i++) {
      EvaluationSettings.SelfOpened rule = settings.selfOpened().get(i);
      if (SpecialActions.isOf(rule.actionService(), action)
          && resource.isOf(rule.arnService())
          && resource.resourceStartsWith(rule.resourcePrefix())) {
        return true;
      }
    }
    return false;
  }

  /** */
  private boolean rcpCovers(String action) {
    return rcpActions.match(action) && !action.equalsIgnoreCase("kms:RetireGrant");
  }

  private static boolean isAwsKey(Evaluation evaluation) {
    ResourceNode node = evaluation.exactResource();
    return (node != null && node.entry().keyManager() == KeyManager.AWS)
        || SpecialActions.isAwsAlias(evaluation.resourceArn());
  }

  /** step 4; an endpoint that cannot be told allows nothing. */
  private Plan.@Nullable Part endpoint(Evaluation evaluation) {
    if (world.endpoints().isEmpty()) {
      return null;
    }
    return switch (evaluation.value(SOURCE_VPCE)) {
      case ContextValue.Absent absent -> null;
      case ContextValue.Ambiguous ambiguous -> NOTHING_ALLOWED;
      case ContextValue.Present present ->
          switch (present.values().size()) {
            case 0 -> null;
            case 1 -> world.endpoints().get(present.values().getFirst());
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
      NamedPolicy managed = world.directory().managedPolicies().get(arn);
      if (managed == null) {
        return EMPTY_SESSION;
      }
      policies.add(new NamedPolicy(new PolicyName(PolicyType.SESSION, arn, ""), managed.policy()));
    }
    List<Pool> pools = List.of(new Pool(PolicyType.SESSION, policies));
    return new Plan.Part(world.sets().compiled(pools), pools);
  }

  private record SessionKey(List<String> texts, List<String> arns) {}
}
