package dev.postern.engine;

import dev.postern.explain.EvaluationError;
import dev.postern.explain.Explanation;
import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.explain.LayerResult;
import dev.postern.explain.LayerResult.Need;
import dev.postern.explain.NearMiss;
import dev.postern.model.ContextValue;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The second walk, layer by layer. */
final class Explainer {
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
    missing.removeIf(key -> !(evaluation.value(ContextKey.of(key)) instanceof ContextValue.Absent));
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
