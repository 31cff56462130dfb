package dev.postern.reference;

import dev.postern.model.Arn;
import dev.postern.policy.Condition;
import dev.postern.policy.Effect;
import dev.postern.policy.Patterns;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.policy.Principals;
import dev.postern.policy.Principals.Kind;
import dev.postern.policy.Sense;
import dev.postern.policy.Statement;
import dev.postern.policy.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Random policies of every type. */
record RandomPolicies(Dice dice) {

  /** A policy that a type may have. */
  Policy policy(PolicyType type) {
    boolean old =
        type != PolicyType.SERVICE_CONTROL
            && type != PolicyType.RESOURCE_CONTROL
            && dice.percent(15);
    return new Policy(
        old ? Version.V2008 : Version.V2012,
        dice.percent(5) ? "id" : "",
        dice.many(
            1,
            3,
            () -> type == PolicyType.RESOURCE && dice.percent(12) ? pointed() : statement(type)));
  }

  /** A statement in which nothing but the principal decides. */
  private Statement pointed() {
    boolean deny = dice.percent(50);
    return new Statement(
        "",
        deny ? Effect.DENY : Effect.ALLOW,
        deny ? exempting() : new Principals(Sense.LISTED, dice.many(1, 2, this::entry)),
        new Patterns(Sense.LISTED, List.of("*")),
        Patterns.UNSTATED,
        List.of(),
        RandomConditions.NOWHERE);
  }

  /** Mostly somebody with the account that belongs to him. */
  private Principals exempting() {
    List<Principals.Entry> entries = new ArrayList<>(dice.many(0, 2, this::entry));
    String own = dice.of(dice.of(Words.USERS), dice.of(Words.ROLES));
    if (dice.percent(80)) {
      entries.add(new Principals.Entry(Kind.AWS, own));
    }
    if (dice.percent(60)) {
      entries.add(new Principals.Entry(Kind.AWS, Arn.parse(own).orElseThrow().account()));
    }
    return new Principals(Sense.ALL_BUT, entries);
  }

  /** Allows everything to everyone. */
  static Policy full(PolicyType type) {
    Principals everyone =
        new Principals(Sense.LISTED, List.of(new Principals.Entry(Kind.AWS, "*")));
    Patterns all = new Patterns(Sense.LISTED, List.of("*"));
    return new Policy(
        Version.V2012,
        "",
        List.of(
            new Statement(
                "",
                Effect.ALLOW,
                hasPrincipal(type) ? everyone : Principals.UNSTATED,
                all,
                type == PolicyType.TRUST ? Patterns.UNSTATED : all,
                List.of(),
                RandomConditions.NOWHERE)));
  }

  private static boolean hasPrincipal(PolicyType type) {
    return switch (type) {
      case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL -> false;
      case RESOURCE, TRUST, RESOURCE_CONTROL, ENDPOINT -> true;
    };
  }

  private Statement statement(PolicyType type) {
    RandomRequests.Theme theme = new RandomRequests(dice).theme();
    boolean deny = dice.percent(type == PolicyType.RESOURCE_CONTROL ? 60 : 12);
    List<Condition> conditions =
        dice.percent(type == PolicyType.RESOURCE_CONTROL || deny ? 65 : 30)
            ? dice.many(1, 2, () -> new RandomConditions(dice).condition())
            : List.of();
    return new Statement(
        dice.percent(20) ? "s" + dice.below(100_000) : "",
        deny ? Effect.DENY : Effect.ALLOW,
        principals(type, deny),
        actions(type, theme.action()),
        resources(type, theme.resource()),
        conditions,
        RandomConditions.NOWHERE);
  }

  private Patterns actions(PolicyType type, String action) {
    RandomPatterns patterns = new RandomPatterns(dice);
    String trust = dice.of("sts:AssumeRole", "sts:*", "sts:AssumeRole*", "sts:TagSession", "*");
    List<String> texts =
        dice.many(1, 2, () -> type == PolicyType.TRUST ? trust : patterns.action(action));
    boolean mayNot = type != PolicyType.RESOURCE_CONTROL;
    return new Patterns(mayNot && dice.percent(10) ? Sense.ALL_BUT : Sense.LISTED, texts);
  }

  private Patterns resources(PolicyType type, String resource) {
    if (type == PolicyType.TRUST || (type == PolicyType.RESOURCE && dice.percent(15))) {
      return Patterns.UNSTATED;
    }
    RandomPatterns patterns = new RandomPatterns(dice);
    List<String> texts = dice.many(1, 2, () -> whole(type, patterns.resource(resource)));
    return new Patterns(dice.percent(12) ? Sense.ALL_BUT : Sense.LISTED, texts);
  }

  /** What SCPs and RCPs may not say. */
  private static String whole(PolicyType type, String pattern) {
    boolean isShort = pattern.split(":", 6).length < 6 && !pattern.equals("*");
    boolean refused =
        (type == PolicyType.RESOURCE_CONTROL && isShort)
            || (type == PolicyType.SERVICE_CONTROL && isShort && !pattern.endsWith("*"));
    return refused ? "*" : pattern;
  }

  private Principals principals(PolicyType type, boolean deny) {
    return switch (type) {
      case IDENTITY, BOUNDARY, SESSION, SERVICE_CONTROL -> Principals.UNSTATED;
      case RESOURCE_CONTROL ->
          new Principals(Sense.LISTED, List.of(new Principals.Entry(Kind.AWS, "*")));
      case TRUST -> new Principals(Sense.LISTED, dice.many(1, 3, this::entry));
      case ENDPOINT ->
          dice.percent(70)
              ? new Principals(Sense.LISTED, List.of(new Principals.Entry(Kind.AWS, "*")))
              : general(deny);
      case RESOURCE -> general(deny);
    };
  }

  private Principals general(boolean deny) {
    if (dice.percent(3)) {
      return Principals.UNSTATED;
    }
    if (dice.percent(deny ? 40 : 4)) {
      return exempting();
    }
    return new Principals(Sense.LISTED, dice.many(dice.percent(3) ? 0 : 1, 3, this::entry));
  }

  private Principals.Entry entry() {
    String account = dice.of(Words.ACCOUNTS);
    return switch (dice.below(22)) {
      case 0, 1, 2 -> new Principals.Entry(Kind.AWS, "*");
      case 3, 4 -> new Principals.Entry(Kind.AWS, account);
      case 5, 6, 7 -> new Principals.Entry(Kind.AWS, "arn:aws:iam::" + account + ":root");
      case 8, 9, 10 -> new Principals.Entry(Kind.AWS, dice.of(Words.USERS));
      case 11, 12 -> new Principals.Entry(Kind.AWS, role());
      case 13, 14 ->
          new Principals.Entry(
              Kind.AWS,
              "arn:aws:sts::"
                  + account
                  + ":assumed-role/"
                  + dice.of("app", "APP", "Ops", "Linked", "team/Ops")
                  + "/"
                  + dice.of("s1", "S1"));
      case 15 -> new Principals.Entry(Kind.AWS, "arn:aws:sts::" + account + ":federated-user/fed");
      case 16 -> new Principals.Entry(Kind.SERVICE, dice.of(dice.of(Words.SERVICES), "*"));
      case 17 -> new Principals.Entry(Kind.FEDERATED, dice.of(dice.of(Words.PROVIDERS), "*"));
      case 18 -> new Principals.Entry(Kind.CANONICAL_USER, dice.of("canon1", "canon2", ""));
      case 19 -> new Principals.Entry(Kind.AWS, dice.of("AIDA1", "AROA1", "AIDA2", "AROA1:s1"));
      case 20 ->
          new Principals.Entry(
              Kind.AWS,
              dice.of(
                  "arn:aws:iam::" + account + ":user/*",
                  "arn:aws-cn:iam::" + account + ":root",
                  "arn:aws:iam::" + account + ":group/g",
                  "arn:aws:iam::*:root",
                  "sns.amazonaws.com",
                  "arn:aws-cn:iam::" + account + ":role/app"));
      default -> new Principals.Entry(Kind.AWS, dice.of(Words.USERS));
    };
  }

  private String role() {
    String arn = dice.of(Words.ROLES);
    return switch (dice.below(4)) {
      case 0 ->
          arn.substring(0, arn.lastIndexOf('/') + 1)
              + arn.substring(arn.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
      case 1 -> arn.replace("role/", "role/other/");
      default -> arn;
    };
  }
}
