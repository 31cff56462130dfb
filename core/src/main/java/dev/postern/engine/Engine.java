package dev.postern.engine;

import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.directory.EvaluationSettings.UnknownOwner;
import dev.postern.explain.Explanation;
import dev.postern.explain.Explanation.OwnerSource;
import dev.postern.model.Authorizer;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides checks against one directory.
 *
 * <p>A check is three steps: who is calling and who owns the resource; which policy sets take part
 * ({@link Planner}); one walk over each set. Whatever a set is compiled from is compiled when it is
 * first met and shared through {@link PolicySets}.
 */
public final class Engine implements Authorizer {
  /** One for all engines, so that no thread keeps a former world alive. */
  private static final ThreadLocal<PreparedCheck> SCRATCH =
      ThreadLocal.withInitial(PreparedCheck::new);

  private static final int COMBINATIONS = 1 << 14;

  private final World world;
  private final EvaluationSettings settings;
  private final InstantSource clock;
  private final Planner planner;
  private final Dependencies.Table dependencies = new Dependencies.Table(COMBINATIONS);

  /**
   * An engine for a directory.
   *
   * @param clock read once for each check that needs the time
   * @param sets shared with other engines
   */
  public Engine(
      Directory directory, EvaluationSettings settings, InstantSource clock, PolicySets sets) {
    this(new World(directory, sets, null), settings, clock);
  }

  private Engine(World world, EvaluationSettings settings, InstantSource clock) {
    this.world = world;
    this.settings = settings;
    this.clock = clock;
    this.planner = new Planner(world, settings);
  }

  /** An engine for another directory, which takes over from this one whatever did not change. */
  public Engine next(Directory directory) {
    return new Engine(new World(directory, world.sets(), world), settings, clock);
  }

  /**
   * Compiles the policies of every user, role and resource now rather than when each is first met.
   */
  public void compileAll() {
    world.compileAll();
  }

  @Override
  public Decision check(CheckRequest request) {
    try (PreparedCheck check = prepare(request)) {
      return check.decide();
    }
  }

  /**
   * Begins a check: finds caller, owner and policies, and decides nothing yet. To be closed by the
   * thread that began it.
   */
  public PreparedCheck prepare(CheckRequest request) {
    PreparedCheck mine = SCRATCH.get();
    PreparedCheck check = mine.isOpen() ? new PreparedCheck() : mine;
    check.open(dependencies);
    prepare(request, check);
    return check;
  }

  /** What {@link PreparedCheck#dependencies} says of a request. */
  public String dependencies(CheckRequest request) {
    try (PreparedCheck check = prepare(request)) {
      return check.dependencies();
    }
  }

  /** The account that the longest governing entry names as owner; empty if none does (N-1.7). */
  public String entryOwner(String resource) {
    ResourceIndex.Governing governing = new ResourceIndex.Governing();
    world.resources().find(resource, governing);
    ResourceNode entry = governing.owner();
    return entry == null ? "" : entry.entry().account();
  }

  /**
   * Decides and says what the decision rests on; verdict and reason are those of {@link #check}.
   */
  public Explanation explain(CheckRequest request) {
    PreparedCheck mine = new PreparedCheck();
    prepare(request, mine);
    Decision early = mine.settled();
    if (early != null) {
      return new Explanation(
          early,
          mine.evaluation().owner(),
          mine.evaluation().ownerSource(),
          List.of(),
          List.of(),
          new TreeSet<>(),
          new TreeSet<>(),
          List.of());
    }
    return new Explainer(mine.evaluation(), mine.plan()).explain();
  }

  /** Finds caller, owner and policy sets; settles what policies need not be asked (N-2.11). */
  private void prepare(CheckRequest request, PreparedCheck check) {
    Evaluation evaluation = check.evaluation();
    Caller caller = request.caller();
    RoleNode role =
        caller instanceof Caller.RoleSession session ? world.role(session.role()) : null;
    boolean known = findCaller(request, role, evaluation);
    boolean owned = findOwner(request, check);
    String action = request.action();
    if (!known) {
      check.settle(Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_PRINCIPAL));
    } else if (SpecialActions.cannotBeDenied(caller, action)) {
      check.settle(Decision.of(Verdict.ALLOWED, Reason.CANNOT_DENY));
    } else if (SpecialActions.isBeyondSession(caller, action)) {
      check.settle(Decision.of(Verdict.EXPLICIT_DENY, Reason.SESSION_LIMIT));
    } else if (SpecialActions.isReserved(action, evaluation.resourceArn())) {
      check.settle(Decision.of(Verdict.EXPLICIT_DENY, Reason.RESERVED));
    } else if (!owned) {
      check.settle(Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_OWNER));
    } else {
      planner.plan(check, role);
    }
  }

  /** Whether the caller is known, or needs not be. */
  private boolean findCaller(CheckRequest request, @Nullable RoleNode role, Evaluation evaluation) {
    AccountNode account = AccountNode.NONE;
    Subject subject = Subject.OUTSIDER;
    boolean known = true;
    switch (request.caller()) {
      case Caller.Root root -> {
        account = world.accounts().of(root.account());
        known = account.isHeld();
      }
      case Caller.User user -> {
        Subject found = world.user(user.arn());
        known = found != null;
        if (found == null) {
          account = world.accounts().of(new ArnFields().read(user.arn()));
        } else {
          subject = found;
          account = world.accounts().of(found.account());
        }
      }
      case Caller.RoleSession session -> {
        known = role != null;
        subject = role == null ? Subject.OUTSIDER : role.subject();
        account = world.accounts().of(session.role().account());
      }
      case Caller.FederatedSession session -> {
        Subject found = world.user(session.userArn());
        known = found != null && found.account().equals(session.account());
        subject = found == null ? Subject.OUTSIDER : found;
        account = world.accounts().of(session.account());
      }
      case Caller.Service service -> {}
      case Caller.External external -> {}
      case Caller.Anonymous anonymous -> {}
    }
    evaluation.begin(request, subject, account, clock);
    return known;
  }

  /** N-2.5. */
  private boolean findOwner(CheckRequest request, PreparedCheck check) {
    Evaluation evaluation = check.evaluation();
    String resource = request.resource();
    ResourceIndex.Governing governing = check.governing();
    world.resources().find(resource, governing);
    AccountNode owner = world.accounts().of(request.resourceAccount());
    OwnerSource source = OwnerSource.REQUEST;
    ResourceNode entry = governing.owner();
    if (owner.isNone() && entry != null) {
      owner = world.accounts().of(entry.entry().account());
      source = OwnerSource.ENTRY;
    }
    if (owner.isNone()) {
      owner = world.accounts().of(evaluation.resourceArn());
      source = OwnerSource.ARN;
    }
    if (owner.isNone()
        && (settings.unknownOwner() == UnknownOwner.CALLER || resource.equals("*"))) {
      owner = evaluation.account();
      source = OwnerSource.CALLER;
    }
    evaluation.resource(owner, owner.isNone() ? OwnerSource.UNKNOWN : source, governing.exact());
    return !owner.isNone();
  }
}
