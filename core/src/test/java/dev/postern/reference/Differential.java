package dev.postern.reference;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.directory.EvaluationSettings.SelfOpened;
import dev.postern.directory.EvaluationSettings.UnknownOwner;
import dev.postern.engine.Engine;
import dev.postern.engine.PolicySets;
import dev.postern.explain.Explanation;
import dev.postern.explain.Grant;
import dev.postern.explain.Layer;
import dev.postern.explain.NearMiss;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import dev.postern.pdp.Admission;
import dev.postern.pdp.Answer;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Asks engine and reference the same questions, as many as wanted, and tells the first on which
 * they differ.
 *
 * <p>Worlds come in families: each differs from the one before in a few places and is asked the
 * same requests, all through one cache. So a key that leaves something out gives an answer that
 * belongs to another world.
 */
final class Differential {
  private static final long NEW_YEAR = 1_767_225_600_000L;
  private static final List<EvaluationSettings> SETTINGS =
      List.of(
          EvaluationSettings.DEFAULT,
          EvaluationSettings.DEFAULT.withUnknownOwner(UnknownOwner.DENY),
          EvaluationSettings.DEFAULT.withRcpServices(Set.of("iam", "ec2")),
          new EvaluationSettings(
              EvaluationSettings.DEFAULT.rcpServices(),
              UnknownOwner.CALLER,
              List.of(new SelfOpened("sts", "iam", "role/"), new SelfOpened("s3", "s3", "b"))));

  /**
   * How large a family is.
   *
   * @param worlds how many worlds
   * @param requests how many requests each is asked, twice
   */
  record Shape(int worlds, int requests) {
    /** Many questions of each world. */
    static final Shape LARGE = new Shape(6, 250);

    /** Many worlds. */
    static final Shape SMALL = new Shape(4, 50);
  }

  private final long seed;
  private final Shape shape;
  private final Tally tally = new Tally();
  private final MovableClock clock = new MovableClock(NEW_YEAR);
  private final PolicySets sets = new PolicySets();
  private Optional<Difference> difference = Optional.empty();

  Differential(long seed, Shape shape) {
    this.seed = seed;
    this.shape = shape;
  }

  /**
   * The first difference that is found while more is wanted.
   *
   * @param wanted asked after each world
   */
  Optional<Difference> search(BooleanSupplier wanted) {
    for (long family = 0; difference.isEmpty() && wanted.getAsBoolean(); family++) {
      Dice dice = new Dice(seed * 1_000_003 + family);
      RandomWorlds worlds = new RandomWorlds(dice);
      RandomRequests requests = new RandomRequests(dice);
      List<CheckRequest> asked = requests.requests(shape.requests());
      // time only goes forward while decisions are remembered
      List<Long> instants =
          dice.many(2 * shape.worlds(), 2 * shape.worlds(), () -> instant(dice)).stream()
              .sorted()
              .toList();
      DecisionCache cache = new DecisionCache(48 << 20);
      List<PolicyDecisionPoint> points =
          SETTINGS.stream().map(s -> PolicyDecisionPoint.caching(s, clock, cache)).toList();
      RandomWorld world = worlds.world();
      for (int i = 0; i < shape.worlds() && difference.isEmpty() && wanted.getAsBoolean(); i++) {
        int settings = dice.below(SETTINGS.size());
        World published =
            new World(
                world,
                SETTINGS.get(settings),
                points.get(settings),
                instants.subList(2 * i, 2 * i + 2));
        ask(published, asked);
        world = worlds.like(world);
      }
    }
    return difference;
  }

  Tally tally() {
    return tally;
  }

  /** A world, where it is published and when it is asked. */
  private record World(
      RandomWorld world,
      EvaluationSettings settings,
      PolicyDecisionPoint point,
      List<Long> instants) {}

  private void ask(World world, List<CheckRequest> requests) {
    tally.count("worlds");
    Directory directory = world.world().directory();
    Snapshot snapshot = world.point().publish(directory);
    Engine engine = new Engine(directory, world.settings(), clock, sets);
    ReferenceAuthorizer reference = new ReferenceAuthorizer(directory, world.settings(), clock);
    ReferenceAdmission admissionMeant = new ReferenceAdmission(directory);
    for (long instant : world.instants()) {
      clock.moveTo(instant);
      for (CheckRequest request : requests) {
        Question question = new Question(world.world(), world.settings(), request, instant);
        Admission admission = snapshot.admit(request);
        expect(
            "admission",
            question,
            Boolean.toString(admissionMeant.admits(request)),
            Boolean.toString(admission instanceof Admission.Admitted));
        if (admission instanceof Admission.Admitted admitted) {
          compare(question, new Asked(snapshot, engine, reference, admitted));
        } else {
          tally.count("refused");
        }
        if (difference.isPresent()) {
          return;
        }
      }
    }
  }

  /** Around the instants that policies speak of. */
  private static long instant(Dice dice) {
    return NEW_YEAR
        + dice.of(-1, 0, 1, 2, 999, 1000, 1001, 1500, 2000, 2999, 86_400_000, -86_400_000);
  }

  private record Asked(
      Snapshot snapshot,
      Engine engine,
      ReferenceAuthorizer reference,
      Admission.Admitted admitted) {}

  private void compare(Question question, Asked asked) {
    CheckRequest request = question.request();
    Explanation meant = asked.reference().explain(request);
    String expected = Question.answer(meant.decision());
    tally.count("checks");
    tally.count(meant.decision().verdict().wireName());
    tally.count("reason " + meant.decision().reason().wireName());
    tally.count("caller " + request.caller().getClass().getSimpleName());

    Decision decided = asked.engine().check(request);
    expect("check", question, expected, Question.answer(decided));
    holds(question, asked, decided, expected);
    if (restsOnErrors(meant)) {
      tally.count("rest on errors");
      expect("memory of an error", question, "once", once(decided));
    }

    Answer answer = asked.snapshot().check(asked.admitted());
    tally.count("cache " + answer.cache().wireName());
    expect(
        "cached check (" + answer.cache().wireName() + ")",
        question,
        expected,
        Question.answer(answer.decision()));

    if (!meant.errors().isEmpty()) {
      tally.count("with errors");
    }
    if (tally.of("checks") % 5 == 0) {
      tally.count("explanations");
      expect(
          "explanation",
          question,
          Difference.print(meant),
          Difference.print(asked.engine().explain(request)));
    }
  }

  /**
   * Whether nothing is allowed in a layer of one pool in which the conditions of some Allow are in
   * error; no walk can come to its end without meeting that error.
   */
  private static boolean restsOnErrors(Explanation meant) {
    return meant.decision().verdict() == Verdict.IMPLICIT_DENY
        && meant.nearMisses().stream()
            .filter(miss -> miss.statement().policy().type() == PolicyType.IDENTITY)
            .filter(miss -> miss.cause() == NearMiss.Cause.CONDITION)
            .filter(miss ->
                meant.errors().stream().filter(e -> e.statement().equals(miss.statement())).count()
                    == miss.failed().size())
            .anyMatch(miss ->
                meant.layers().stream()
                    .anyMatch(l -> l.layer() == Layer.IDENTITY && l.grant() == Grant.NONE));
  }

  private static String once(Decision decision) {
    return decision.holdsUntil() == Decision.ONCE ? "once" : "until " + decision.holdsUntil();
  }

  /** A decision that holds for a while is still the right one until then. */
  private void holds(Question question, Asked asked, Decision decided, String expected) {
    if (decided.holdsUntil() == Decision.ALWAYS
        || decided.holdsUntil() == Decision.ONCE
        || decided.reason() != Reason.POLICY) {
      return;
    }
    tally.count("holds for a while");
    long now = question.millis();
    long last = decided.holdsUntil() - 1;
    if (last < now) {
      expect("holds until", question, "after " + now, "before " + last);
    }
    long middle = now + (last - now) / 2;
    for (long later : new long[] {Math.min(now + 1, last), middle, last}) {
      // years beyond the calendar of a timestamp are no test
      if (later > now && later < 4_000_000_000_000_000L) {
        clock.moveTo(later);
        String then = Question.answer(asked.reference().check(question.request()));
        clock.moveTo(now);
        expect("holds until " + last + ", meant at " + later, question, expected, then);
      }
    }
  }

  private void expect(String what, Question question, String expected, String actual) {
    if (!expected.equals(actual) && difference.isEmpty()) {
      difference = Optional.of(new Difference(seed, what, question, expected, actual));
    }
  }
}
