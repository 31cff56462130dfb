package dev.postern.reference;

import dev.postern.explain.EvaluationError;
import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.explain.LayerResult;
import dev.postern.explain.LayerResult.Need;
import dev.postern.explain.MatchedStatement;
import dev.postern.explain.NearMiss;
import dev.postern.explain.NearMiss.FailedCondition;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.policy.Condition;
import dev.postern.policy.Effect;
import dev.postern.policy.NamedPolicy;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Statement;
import java.util.ArrayList;
import java.util.List;

/** All policies of one layer, or of one level of it, in a request: one pool. */
final class ReferenceLayer {
  /** What is asked, and of whom. */
  record Question(CheckRequest request, ReferencePrincipal principal, ReferenceContext context) {}

  private final Question question;
  private final PolicyType type;

  private Grant grant = Grant.NONE;
  private boolean denies;
  private final List<MatchedStatement> matched = new ArrayList<>();
  private final List<NearMiss> nearMisses = new ArrayList<>();
  private final List<EvaluationError> errors = new ArrayList<>();
  private final List<String> consulted = new ArrayList<>();

  ReferenceLayer(Question question, PolicyType type, List<NamedPolicy> policies) {
    this.question = question;
    this.type = type;
    for (NamedPolicy policy : policies) {
      List<Statement> statements = policy.policy().statements();
      for (int i = 0; i < statements.size(); i++) {
        Statement s = statements.get(i);
        statement(
            policy.policy(),
            s,
            new MatchedStatement(policy.name(), i, s.sid(), s.effect(), s.place()));
      }
    }
  }

  /** How strongly an Allow applies. */
  Grant grant() {
    return grant;
  }

  /** Whether an Allow applies. */
  boolean allows() {
    return grant != Grant.NONE;
  }

  /** Whether a Deny applies. */
  boolean denies() {
    return denies;
  }

  LayerResult result(Layer layer, String level, Need need) {
    return new LayerResult(layer, level, need, grant, matched);
  }

  List<NearMiss> nearMisses() {
    return nearMisses;
  }

  List<EvaluationError> errors() {
    return errors;
  }

  List<String> consulted() {
    return consulted;
  }

  /** */
  private void statement(Policy policy, Statement statement, MatchedStatement name) {
    if (!ReferencePatterns.actionMatches(statement.actions(), question.request().action())) {
      return;
    }
    Grant principal = principal(statement);
    if (principal != Grant.NONE) {
      consulted.addAll(ReferencePatterns.keys(statement.resources(), policy.version()));
    }
    if (!resourceMatches(policy, statement)) {
      return;
    }
    if (principal == Grant.NONE) {
      nearMisses.add(new NearMiss(name, NearMiss.Cause.PRINCIPAL, List.of()));
      return;
    }
    List<ReferenceTruth> truths = new ArrayList<>();
    List<FailedCondition> failed = new ArrayList<>();
    for (Condition condition : statement.conditions()) {
      ReferenceCondition test =
          new ReferenceCondition(condition, policy.version(), question.context());
      consulted.add(CaseFold.fold(condition.key()));
      consulted.addAll(test.variables());
      truths.add(test.holds());
      String operator = condition.operator().name();
      if (test.holds() != ReferenceTruth.TRUE) {
        failed.add(
            new FailedCondition(operator, condition.key(), condition.values(), test.given()));
      }
      if (test.holds() == ReferenceTruth.ERROR) {
        errors.add(new EvaluationError(name, operator, condition.key(), test.side()));
      }
    }
    boolean applies =
        switch (ReferenceTruth.and(truths)) {
          case TRUE -> true;
          case FALSE -> false;
          case ERROR -> statement.effect() == Effect.DENY;
        };
    if (!applies) {
      nearMisses.add(new NearMiss(name, NearMiss.Cause.CONDITION, failed));
      return;
    }
    matched.add(name);
    switch (statement.effect()) {
      case DENY -> denies = true;
      case ALLOW -> grant = principal.compareTo(grant) > 0 ? principal : grant;
    }
  }

  /** Policies of the caller have no principal element. */
  private Grant principal(Statement statement) {
    return switch (type) {
      case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL -> Grant.DIRECT;
      case RESOURCE, TRUST ->
          question.principal().match(statement.principals(), statement.effect());
      case RESOURCE_CONTROL, ENDPOINT ->
          question.principal().match(statement.principals(), statement.effect()) == Grant.NONE
              ? Grant.NONE
              : Grant.DIRECT;
    };
  }

  private boolean resourceMatches(Policy policy, Statement statement) {
    return ReferencePatterns.resourceMatches(
        statement.resources(),
        question.request().resource(),
        new ReferencePatterns.Setting(
            statement.effect(), type, policy.version(), question.context()));
  }
}
