package dev.postern.engine;

import dev.postern.explain.Grant;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A check begun ({@link Engine#prepare}): caller, owner and policies are found, and nothing is
 * decided. Belongs to one thread until it is closed, then it is used for the next check of that
 * thread.
 */
public final class PreparedCheck implements AutoCloseable {
  private final Evaluation evaluation = new Evaluation();
  private final Plan plan = new Plan();
  private final ResourceIndex.Governing governing = new ResourceIndex.Governing();
  private Dependencies.Table dependencies = Dependencies.Table.NONE;
  private @Nullable Decision settled;
  private final KeyText key = new KeyText();
  private boolean open;

  PreparedCheck() {}

  void open(Dependencies.Table table) {
    dependencies = table;
    open = true;
  }

  boolean isOpen() {
    return open;
  }

  /** Policies need not be asked. */
  void settle(Decision decision) {
    settled = decision;
  }

  @Nullable Decision settled() {
    return settled;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  Plan plan() {
    return plan;
  }

  ResourceIndex.Governing governing() {
    return governing;
  }

  /**
   * Everything that the decision depends on, by content, as one text: checks with equal texts have
   * equal decisions, under whatever engine of the same settings and build.
   *
   * @return the text; empty if the decision cannot be remembered, or takes no policies to make
   */
  public String dependencies() {
    return settled != null ? "" : dependencies.of(plan).key(evaluation, plan, key);
  }

  /** Decides. */
  public Decision decide() {
    Decision early = settled;
    if (early != null) {
      return early;
    }
    long byResourceControl = evaluate(plan.resourceControl);
    long byServiceControl = evaluate(plan.serviceControl);
    long byEndpoint = evaluate(plan.endpoint);
    evaluation.gradeGrants();
    long byResource = evaluate(plan.resource);
    Grant grant = evaluation.grant();
    evaluation.stopGrading();
    long byIdentity = evaluate(plan.identity);
    long bySession = evaluate(plan.session);
    if (byResourceControl == CompiledPolicySet.DENIED
        || byServiceControl == CompiledPolicySet.DENIED
        || byEndpoint == CompiledPolicySet.DENIED
        || byResource == CompiledPolicySet.DENIED
        || byIdentity == CompiledPolicySet.DENIED
        || bySession == CompiledPolicySet.DENIED) {
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

  /** A part that does not take part allows nothing and denies nothing. */
  private long evaluate(Plan.@Nullable Part part) {
    return part == null ? 0 : part.set().evaluate(evaluation);
  }

  private static boolean allLayers(long result, Plan.@Nullable Part part) {
    return part == null || result == part.set().everyLayer();
  }

  /** Lets go of the request. */
  @Override
  public void close() {
    settled = null;
    evaluation.end();
    plan.clear();
    governing.clear();
    dependencies = Dependencies.Table.NONE;
    open = false;
  }
}
