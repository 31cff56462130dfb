package dev.postern.reference;

import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.explain.Explanation;
import dev.postern.model.Authorizer;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a decision means, to be read beside sections 3 to 12 of the semantics. Every check looks at
 * every statement; nothing is prepared, remembered or left out. How long a decision holds is not
 * modelled.
 */
public final class ReferenceAuthorizer implements Authorizer {
  private final ReferenceWorld world;
  private final InstantSource clock;

  /** An authorizer for a directory. */
  public ReferenceAuthorizer(
      Directory directory, EvaluationSettings settings, InstantSource clock) {
    this.world = new ReferenceWorld(directory, settings);
    this.clock = clock;
  }

  @Override
  public Decision check(CheckRequest request) {
    return explain(request).decision();
  }

  /** The decision with what it rests on. */
  public Explanation explain(CheckRequest request) {
    ReferenceWorld.Owner owner = world.owner(request);
    if (!world.exists(request.caller())) {
      return unasked(Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_PRINCIPAL), owner); // N-2.4
    }
    Optional<Decision> special = ReferenceSpecials.decide(request, !owner.account().isEmpty());
    if (special.isPresent()) {
      return unasked(special.get(), owner);
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    ReferenceContext context = new ReferenceContext(world, request, owner.account(), now);
    ReferenceEvaluation evaluation =
        new ReferenceEvaluation(world, request, owner.account(), context);
    SortedSet<String> consulted = new TreeSet<>(evaluation.consulted());
    SortedSet<String> missing = new TreeSet<>(consulted);
    missing.removeIf(key -> !context.isAbsent(key));
    return new Explanation(
        Decision.of(evaluation.verdict(), Reason.POLICY),
        owner.account(),
        owner.source(),
        evaluation.results(),
        evaluation.nearMisses(),
        consulted,
        missing,
        evaluation.errors());
  }

  private static Explanation unasked(Decision decision, ReferenceWorld.Owner owner) {
    return new Explanation(
        decision,
        owner.account(),
        owner.source(),
        List.of(),
        List.of(),
        new TreeSet<>(),
        new TreeSet<>(),
        List.of());
  }
}
