package dev.postern.engine;

import dev.postern.explain.EvaluationError;
import dev.postern.explain.Grant;
import dev.postern.explain.MatchedStatement;
import dev.postern.explain.NearMiss;
import dev.postern.policy.Comparison;
import dev.postern.policy.Fingerprint;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.Sense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Policies compiled together: one pool or a few pools (layers) that always apply together.
 *
 * <p>An action leads to its {@linkplain ActionClass class}: the statements that it can touch. A
 * class owns an index of the resource patterns of just these statements, built when the class is
 * first met, so a check never meets a statement whose action or resource does not match. Statements
 * carry their layer, so one walk answers for all layers of the set. What an index cannot decide
 * (variables, principals, conditions) is asked of the remaining candidates, denies first.
 *
 * <p>Equal content compiles to equal behaviour; names and places of the policies are not held here
 * but handed to {@link #explain}.
 */
final class CompiledPolicySet {
  /** The answer of {@link #evaluate} when a deny applies. */
  static final long DENIED = -1;

  private static final int CLASSES = 4096;

  private final Fingerprint fingerprint;
  private final long mark;
  private final int layers;
  private final List<CompiledStatement> statements = new ArrayList<>();

  /** The statements with `NotAction`. */
  private final int[] allBut;

  private final PatternSet<ActionClass> actions;
  private final Map<List<Integer>, ActionClass> classes = new ConcurrentHashMap<>();
  private final List<ContextKey> keys;
  private final boolean readsCaller;
  private final ClockUse clock;

  private CompiledPolicySet(Fingerprint fingerprint, List<Pool> pools) {
    this.fingerprint = fingerprint;
    this.mark = fingerprint.a();
    this.layers = pools.size();
    for (int layer = 0; layer < pools.size(); layer++) {
      Pool pool = pools.get(layer);
      for (int p = 0; p < pool.policies().size(); p++) {
        Policy policy = pool.policies().get(p).policy();
        for (int s = 0; s < policy.statements().size(); s++) {
          statements.add(new CompiledStatement(layer, p, s, policy, pool.type()));
        }
      }
    }
    this.allBut =
        IntStream.range(0, statements.size())
            .filter(i -> statements.get(i).source().actions().sense() == Sense.ALL_BUT)
            .toArray();
    this.keys = readKeys();
    this.readsCaller =
        statements.stream().anyMatch(s -> s.source().principals().sense() != Sense.UNSTATED);
    this.clock = clockUse();
    this.actions = actionIndex();
  }

  /** Compiles pools; the fingerprint is of their types and content. */
  static CompiledPolicySet compile(List<Pool> pools) {
    return new CompiledPolicySet(fingerprint(pools), pools);
  }

  static Fingerprint fingerprint(List<Pool> pools) {
    Fingerprint.Digester digest = new Fingerprint.Digester();
    digest.add(pools.size());
    for (Pool pool : pools) {
      digest.add(pool.type().name()).add(pool.policies().size());
      pool.policies().forEach(policy -> digest.add(policy.policy().fingerprint()));
    }
    return digest.finish();
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Part of the fingerprint, as a hash. */
  long mark() {
    return mark;
  }

  ClockUse clock() {
    return clock;
  }

  /** All layers allow. */
  long everyLayer() {
    return (1L << layers) - 1;
  }

  /** Every context key that some statement can read, by folded name. */
  List<ContextKey> keys() {
    return keys;
  }

  /** Whether a statement looks at who the caller is other than by context keys. */
  boolean readsCaller() {
    return readsCaller;
  }

  /**
   * One walk. The answer is {@link #DENIED}, or a set of bits: bit n says that layer n allows. How
   * strongly a resource policy allows stands in the evaluation.
   */
  long evaluate(Evaluation evaluation) {
    evaluation.boundBy(clock);
    ActionClass.Candidates candidates =
        actions.match(evaluation.action()).candidates(evaluation.resource());
    for (ActionClass.Candidate candidate : candidates.denies()) {
      if (candidate.apply(evaluation) != Grant.NONE) {
        return DENIED;
      }
    }
    long allowed = 0;
    for (ActionClass.Candidate candidate : candidates.allows()) {
      long bit = 1L << candidate.statement().layer();
      if ((allowed & bit) == 0 || evaluation.wantsStronger()) {
        Grant grant = candidate.apply(evaluation);
        if (grant != Grant.NONE) {
          allowed |= bit;
          evaluation.granted(grant);
        }
      }
    }
    return allowed;
  }

  /**
   * The second walk: everything that {@link #evaluate} need not look at. One finding for each
   * layer.
   */
  List<Finding> explain(Evaluation evaluation, List<Pool> named) {
    List<Finding> findings = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      findings.add(new Finding());
    }
    ActionClass touched = actions.match(evaluation.action());
    ActionClass.Candidates candidates = touched.candidates(evaluation.resource());
    for (CompiledStatement statement : touched.statements()) {
      NamedPolicy policy = named.get(statement.layer()).policies().get(statement.policyIndex());
      MatchedStatement report =
          new MatchedStatement(
              policy.name(),
              statement.index(),
              statement.source().sid(),
              statement.source().effect(),
              policy.policy().statements().get(statement.index()).place());
      explain(statement, report, candidates, evaluation, findings.get(statement.layer()));
    }
    return findings;
  }

  private static void explain(
      CompiledStatement statement,
      MatchedStatement report,
      ActionClass.Candidates candidates,
      Evaluation evaluation,
      Finding finding) {
    Grant grant = evaluation.principalGrant(statement);
    if (grant != Grant.NONE) {
      statement.resource().addKeys(finding.consulted);
    }
    if (!candidates.covers(statement, evaluation)) {
      return;
    }
    if (grant == Grant.NONE) {
      finding.nearMisses.add(new NearMiss(report, NearMiss.Cause.PRINCIPAL, List.of()));
      return;
    }
    statement.addConditionKeys(finding.consulted);
    List<NearMiss.FailedCondition> failed = new ArrayList<>();
    int result = Tri.TRUE;
    for (ConditionTest condition : statement.conditions()) {
      int one = condition.test(evaluation);
      result = Tri.and(result, one);
      if (one == Tri.ERROR) {
        finding.errors.add(
            new EvaluationError(
                report,
                condition.source().operator().name(),
                condition.source().key(),
                condition.faultySide(evaluation)));
      }
      if (one != Tri.TRUE) {
        failed.add(
            new NearMiss.FailedCondition(
                condition.source().operator().name(),
                condition.source().key(),
                condition.source().values(),
                evaluation.given(condition.key())));
      }
    }
    if (statement.applies(result)) {
      finding.matched.add(report);
      finding.apply(statement, grant);
    } else {
      finding.nearMisses.add(new NearMiss(report, NearMiss.Cause.CONDITION, failed));
    }
  }

  private PatternSet<ActionClass> actionIndex() {
    PatternSet.Builder<ActionClass> builder = PatternSet.builder();
    for (int i = 0; i < statements.size(); i++) {
      for (String text : statements.get(i).source().actions().texts()) {
        int label = i;
        ActionPatterns.compile(text).ifPresent(pattern -> builder.add(pattern, label));
      }
    }
    return builder.ignoringCase().build(this::actionClass);
  }

  private ActionClass actionClass(int[] matched) {
    TreeSet<Integer> touched = new TreeSet<>();
    for (int i : matched) {
      if (statements.get(i).source().actions().sense() == Sense.LISTED) {
        touched.add(i);
      }
    }
    for (int i : allBut) {
      if (Arrays.binarySearch(matched, i) < 0) {
        touched.add(i);
      }
    }
    if (classes.size() >= CLASSES) {
      classes.clear();
    }
    return classes.computeIfAbsent(
        List.copyOf(touched), key -> new ActionClass(key.stream().map(statements::get).toList()));
  }

  private List<ContextKey> readKeys() {
    Map<String, ContextKey> read = new TreeMap<>();
    for (CompiledStatement statement : statements) {
      for (Template template : statement.resource().variable()) {
        template.keys().forEach(key -> read.put(key.folded(), key));
      }
      for (ConditionTest condition : statement.conditions()) {
        read.put(condition.key().folded(), condition.key());
        condition.variableKeys().forEach(key -> read.put(key.folded(), key));
      }
    }
    return List.copyOf(read.values());
  }

  private ClockUse clockUse() {
    ClockUse.Builder uses = new ClockUse.Builder();
    for (CompiledStatement statement : statements) {
      for (Template template : statement.resource().variable()) {
        template.keys().forEach(uses::variable);
      }
      for (ConditionTest condition : statement.conditions()) {
        condition.variableKeys().forEach(uses::variable);
        if (condition.comparison() != Comparison.NULL) {
          uses.condition(condition);
        }
      }
    }
    return uses.build();
  }

  /** The statements by number, and the actions that lead to them. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append("layers ").append(layers).append(", keys ").append(keys).append('\n');
    for (int i = 0; i < statements.size(); i++) {
      out.append(i).append(": ").append(statements.get(i)).append('\n');
    }
    return out.append("actions\n").append(actions.toString().indent(2)).toString();
  }

  /** The statements that an action can touch, and the resources that lead to them. */
  String print(String action) {
    return actions.match(action).toString();
  }

  /** What {@link #explain} found in one layer. */
  static final class Finding {
    private final List<MatchedStatement> matched = new ArrayList<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();
    private final List<EvaluationError> errors = new ArrayList<>();
    private final TreeSet<String> consulted = new TreeSet<>();
    private Grant grant = Grant.NONE;
    private boolean denied;

    List<MatchedStatement> matched() {
      return matched;
    }

    List<NearMiss> nearMisses() {
      return nearMisses;
    }

    List<EvaluationError> errors() {
      return errors;
    }

    Set<String> consulted() {
      return consulted;
    }

    Grant grant() {
      return grant;
    }

    boolean denied() {
      return denied;
    }

    private void apply(CompiledStatement statement, Grant by) {
      if (statement.isDeny()) {
        denied = true;
      } else if (by.compareTo(grant) > 0) {
        grant = by;
      }
    }
  }
}
