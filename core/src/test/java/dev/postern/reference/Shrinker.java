package dev.postern.reference;

import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.StatedContext;
import dev.postern.policy.Condition;
import dev.postern.policy.Patterns;
import dev.postern.policy.Policy;
import dev.postern.policy.Principals;
import dev.postern.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Takes away from a world and a request whatever a difference does not need. */
final class Shrinker {
  private Question question;

  Shrinker(Question question) {
    this.question = question;
  }

  /** Nothing more can be taken away. */
  Question smallest() {
    boolean shrunk = true;
    while (shrunk) {
      shrunk = places() | statements() | facts() | tags() | context() | caller();
    }
    return question;
  }

  private boolean keep(Question smaller) {
    if (Difference.isDifferent(smaller)) {
      question = smaller;
      return true;
    }
    return false;
  }

  private boolean keepWorld(RandomWorld world) {
    return keep(new Question(world, question.settings(), question.request(), question.millis()));
  }

  private boolean keepRequest(CheckRequest request) {
    return keep(new Question(question.world(), question.settings(), request, question.millis()));
  }

  private boolean places() {
    boolean shrunk = false;
    for (String place : List.copyOf(question.world().policies().keySet())) {
      RandomWorld without = question.world().copy();
      without.policies().remove(place);
      shrunk |= keepWorld(without);
    }
    return shrunk;
  }

  private boolean facts() {
    boolean shrunk = false;
    for (String fact : List.copyOf(question.world().facts().keySet())) {
      RandomWorld without = question.world().copy();
      without.facts().remove(fact);
      shrunk |= keepWorld(without);
    }
    return shrunk;
  }

  private boolean tags() {
    boolean shrunk = false;
    for (String place : List.copyOf(question.world().tags().keySet())) {
      RandomWorld without = question.world().copy();
      without.tags().remove(place);
      shrunk |= keepWorld(without);
    }
    return shrunk;
  }

  private boolean statements() {
    boolean shrunk = false;
    for (String place : List.copyOf(question.world().policies().keySet())) {
      shrunk |=
          each(
              question.world().policies().get(place),
              Shrinker::smallerPolicies,
              smaller -> {
                RandomWorld world = question.world().copy();
                world.policies().put(place, smaller);
                return keepWorld(world);
              });
    }
    return shrunk;
  }

  /** Keeps the first smaller form that still shows the difference, again and again. */
  private static <T> boolean each(
      T start, Function<T, List<T>> smaller, Function<T, Boolean> keeps) {
    boolean shrunk = false;
    T current = start;
    boolean again = true;
    while (again) {
      again = false;
      for (T candidate : smaller.apply(current)) {
        if (keeps.apply(candidate)) {
          current = candidate;
          again = true;
          shrunk = true;
          break;
        }
      }
    }
    return shrunk;
  }

  private static List<List<Policy>> smallerPolicies(List<Policy> policies) {
    return smallerList(
        policies,
        policy ->
            smallerList(policy.statements(), Shrinker::smallerStatement).stream()
                .filter(list -> !list.isEmpty())
                .map(list -> new Policy(policy.version(), "", list))
                .toList());
  }

  private static List<Statement> smallerStatement(Statement s) {
    List<Statement> smaller = new ArrayList<>();
    for (Patterns actions : smallerPatterns(s.actions())) {
      smaller.add(
          new Statement(
              "", s.effect(), s.principals(), actions, s.resources(), s.conditions(), s.place()));
    }
    for (Patterns resources : smallerPatterns(s.resources())) {
      smaller.add(
          new Statement(
              "", s.effect(), s.principals(), s.actions(), resources, s.conditions(), s.place()));
    }
    for (List<Condition> conditions : smallerList(s.conditions(), Shrinker::smallerCondition)) {
      smaller.add(
          new Statement(
              "", s.effect(), s.principals(), s.actions(), s.resources(), conditions, s.place()));
    }
    for (List<Principals.Entry> entries :
        smallerList(s.principals().entries(), entry -> List.<Principals.Entry>of())) {
      if (!entries.isEmpty()) {
        smaller.add(
            new Statement(
                "",
                s.effect(),
                new Principals(s.principals().sense(), entries),
                s.actions(),
                s.resources(),
                s.conditions(),
                s.place()));
      }
    }
    return smaller;
  }

  private static List<Patterns> smallerPatterns(Patterns patterns) {
    return smallerList(patterns.texts(), text -> List.<String>of()).stream()
        .filter(texts -> !texts.isEmpty())
        .map(texts -> new Patterns(patterns.sense(), texts))
        .toList();
  }

  private static List<Condition> smallerCondition(Condition c) {
    return smallerList(c.values(), value -> List.<String>of()).stream()
        .filter(values -> !values.isEmpty())
        .map(values -> new Condition(c.operator(), c.key(), values, c.place()))
        .toList();
  }

  /** Without one element, or with one element smaller. */
  private static <T> List<List<T>> smallerList(List<T> list, Function<T, List<T>> smaller) {
    List<List<T>> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      List<T> without = new ArrayList<>(list);
      without.remove(i);
      all.add(without);
      for (T element : smaller.apply(list.get(i))) {
        List<T> with = new ArrayList<>(list);
        with.set(i, element);
        all.add(with);
      }
    }
    return all;
  }

  private boolean context() {
    if (!(question.request().context() instanceof StatedContext stated)) {
      return false;
    }
    return each(
        stated.entries(),
        entries -> smallerList(entries, entry -> List.<StatedContext.Entry>of()),
        entries -> {
          CheckRequest r = question.request();
          return keepRequest(
              new CheckRequest(
                  r.caller(),
                  r.action(),
                  r.resource(),
                  r.resourceAccount(),
                  StatedContext.of(entries)));
        });
  }

  /** Session tags, session policies and carried keys go one by one. */
  private boolean caller() {
    return switch (question.request().caller()) {
      case Caller.RoleSession c ->
          session(c.session(), s -> new Caller.RoleSession(c.role(), c.sessionName(), s));
      case Caller.FederatedSession c ->
          session(
              c.session(),
              s ->
                  new Caller.FederatedSession(
                      c.partition(), c.account(), c.name(), c.userArn(), s));
      case Caller.Root _, Caller.User _, Caller.Service _, Caller.External _, Caller.Anonymous _ ->
          false;
    };
  }

  private boolean session(Caller.Session session, Function<Caller.Session, Caller> caller) {
    return each(
        session,
        Shrinker::smallerSession,
        smaller -> {
          CheckRequest r = question.request();
          return keepRequest(
              new CheckRequest(
                  caller.apply(smaller),
                  r.action(),
                  r.resource(),
                  r.resourceAccount(),
                  r.context()));
        });
  }

  private static List<Caller.Session> smallerSession(Caller.Session s) {
    List<Caller.Session> smaller = new ArrayList<>();
    smallerMaps(s.tags())
        .forEach(
            tags -> smaller.add(new Caller.Session(tags, s.policies(), s.policyArns(), s.keys())));
    smallerMaps(s.keys())
        .forEach(
            keys -> smaller.add(new Caller.Session(s.tags(), s.policies(), s.policyArns(), keys)));
    smallerList(s.policies(), text -> List.<String>of())
        .forEach(
            texts -> smaller.add(new Caller.Session(s.tags(), texts, s.policyArns(), s.keys())));
    smallerList(s.policyArns(), text -> List.<String>of())
        .forEach(arns -> smaller.add(new Caller.Session(s.tags(), s.policies(), arns, s.keys())));
    return smaller;
  }

  private static List<Map<String, String>> smallerMaps(Map<String, String> map) {
    List<Map<String, String>> all = new ArrayList<>();
    for (String key : map.keySet()) {
      Map<String, String> without = new TreeMap<>(map);
      without.remove(key);
      all.add(without);
    }
    return all;
  }
}
