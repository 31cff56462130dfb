package dev.postern.reference;

import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.StatedContext;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Random requests. */
record RandomRequests(Dice dice) {
  /** An action on a resource that belong together, mostly. */
  record Theme(String action, String resource) {}

  Theme theme() {
    return switch (dice.below(20)) {
      case 0, 1, 2, 3 -> new Theme(dice.of(Words.ROLE_ACTIONS), roleArn());
      case 4, 5 -> new Theme(dice.of(Words.KEY_ACTIONS), dice.of(Words.KEYS));
      case 6 ->
          new Theme(
              dice.percent(50) ? dice.of(Words.RARE_ACTIONS) : dice.of(Words.ACTIONS),
              dice.percent(50) ? dice.of(Words.RESERVED) : dice.of(Words.OBJECTS));
      default -> ofObject();
    };
  }

  private Theme ofObject() {
    String resource = dice.of(Words.OBJECTS);
    String service = Arn.parse(resource).map(Arn::service).orElse("s3");
    List<String> fitting =
        Words.ACTIONS.stream().filter(action -> action.startsWith(service + ":")).toList();
    return new Theme(
        fitting.isEmpty() || dice.percent(15) ? dice.of(Words.ACTIONS) : dice.of(fitting),
        resource);
  }

  private String roleArn() {
    return dice.percent(90)
        ? dice.of(Words.ROLES)
        : dice.of(
            "arn:aws:iam::" + Words.A + ":role/nobody",
            "arn:aws:iam::" + Words.A + ":role/APP",
            "arn:aws:iam::" + Words.A + ":role/other/app",
            "arn:aws-cn:iam::" + Words.A + ":role/app");
  }

  CheckRequest request() {
    Theme theme = theme();
    String resource = theme.resource();
    String account = Arn.parse(resource).map(Arn::account).orElse("");
    boolean unowned = account.length() != 12;
    Caller caller = caller();
    for (int i = 0; i < 2 && !unowned && !caller.label().contains(account); i++) {
      caller = caller(); // rather of the same account
    }
    return new CheckRequest(
        caller,
        theme.action(),
        resource,
        unowned && dice.percent(20) ? dice.of(Words.ACCOUNTS) : CheckRequest.UNSAID,
        StatedContext.of(new RandomConditions(dice).context()));
  }

  /** Requests, some of which differ from an earlier one in a single respect. */
  List<CheckRequest> requests(int count) {
    List<CheckRequest> requests = new ArrayList<>();
    while (requests.size() < count) {
      requests.add(requests.isEmpty() || dice.percent(60) ? request() : twin(dice.of(requests)));
    }
    return requests;
  }

  private CheckRequest twin(CheckRequest r) {
    Theme theme = theme();
    List<StatedContext.Entry> entries = ((StatedContext) r.context()).entries();
    return switch (dice.below(6)) {
      case 0 ->
          new CheckRequest(
              r.caller(), theme.action(), r.resource(), r.resourceAccount(), r.context());
      case 1 ->
          new CheckRequest(
              r.caller(), r.action(), theme.resource(), CheckRequest.UNSAID, r.context());
      case 2 ->
          new CheckRequest(caller(), r.action(), r.resource(), r.resourceAccount(), r.context());
      case 3 ->
          new CheckRequest(
              r.caller(),
              r.action(),
              r.resource(),
              r.resourceAccount(),
              StatedContext.of(dice.someOf(entries, entries.size())));
      default ->
          new CheckRequest(
              near(r.caller()), r.action(), r.resource(), r.resourceAccount(), r.context());
    };
  }

  /** A caller that differs in its name alone, or in what it carries. */
  private Caller near(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession c ->
          dice.percent(60)
              ? new Caller.RoleSession(
                  c.role(), c.sessionName().equals("s1") ? "S1" : "s1", c.session())
              : new Caller.RoleSession(c.role(), c.sessionName(), session(50));
      case Caller.FederatedSession c ->
          dice.percent(60)
              ? new Caller.FederatedSession(
                  c.partition(), c.account(), c.name(), dice.of(Words.USERS), c.session())
              : new Caller.FederatedSession(
                  c.partition(), c.account(), c.name(), c.userArn(), session(75));
      case Caller.User c -> new Caller.User(dice.of(Words.USERS), c.credentials());
      case Caller.Root c -> new Caller.Root(c.partition(), dice.of(Words.HELD), c.credentials());
      case Caller.Service _, Caller.External _, Caller.Anonymous _ -> caller();
    };
  }

  private Caller caller() {
    return switch (dice.below(24)) {
      case 0, 1, 2, 3, 4, 5 ->
          new Caller.User(
              dice.percent(97) ? dice.of(Words.USERS) : "arn:aws:iam::" + Words.A + ":user/nobody",
              credentials());
      case 6, 7 ->
          new Caller.Root(
              "aws", dice.percent(97) ? dice.of(Words.HELD) : Words.UNHELD, credentials());
      case 8, 9, 10, 11, 12, 13, 14, 15 -> roleSession();
      case 16, 17, 18 -> {
        String user = dice.of(Words.USERS);
        String account = dice.percent(97) ? Arn.parse(user).orElseThrow().account() : Words.A;
        yield new Caller.FederatedSession("aws", account, "fed", user, session(75));
      }
      case 19, 20 -> new Caller.Service(dice.of(Words.SERVICES));
      case 21, 22 ->
          new Caller.External(
              dice.of(Words.PROVIDERS),
              dice.percent(50) ? Map.of() : Map.of("saml:sub", List.of(dice.of("a", "red"))));
      default -> new Caller.Anonymous();
    };
  }

  private Credentials credentials() {
    if (dice.percent(65)) {
      return Credentials.LONG_TERM;
    }
    Map<String, String> keys = new HashMap<>();
    if (dice.percent(50)) {
      keys.put(Caller.MFA_AGE, dice.of("1", "10", "2"));
    }
    if (dice.percent(50)) {
      keys.put(Caller.TOKEN_ISSUE_TIME, dice.of("2026-01-01T00:00:00Z", "2025-12-31T19:00-05"));
    }
    return new Credentials(Credentials.Kind.SESSION_TOKEN, keys);
  }

  private Caller roleSession() {
    String arn = dice.of(Words.ROLES);
    Arn parsed = Arn.parse(arn).orElseThrow();
    String resource = parsed.resource();
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    String path = resource.substring("role".length(), resource.lastIndexOf('/') + 1);
    return new Caller.RoleSession(
        new Caller.RoleReference(
            dice.percent(98) ? "aws" : "aws-cn",
            parsed.account(),
            dice.percent(90) ? name : dice.of(name.toUpperCase(java.util.Locale.ROOT), "nobody"),
            dice.percent(70) ? Caller.RoleReference.ANY_PATH : dice.percent(90) ? path : "/x/"),
        dice.of("s1", "S1"),
        session(30));
  }

  private Caller.Session session(int limited) {
    Map<String, String> tags = new HashMap<>();
    if (dice.percent(45)) {
      tags.put(dice.of("team", "Team", "team", "cost"), dice.of("red", "k", "", "*", "a", "true"));
    }
    if (dice.percent(4)) {
      tags.put("TEAM", "red");
    }
    Map<String, String> keys = new HashMap<>();
    if (dice.percent(30)) {
      keys.put(Caller.TOKEN_ISSUE_TIME, dice.of("2026-01-01T00:00:00Z", "2025-12-31T19:00-05"));
    }
    if (dice.percent(30)) {
      keys.put(Caller.SOURCE_IDENTITY, dice.of("a", "red"));
    }
    boolean some = dice.percent(limited);
    RandomPolicies policies = new RandomPolicies(dice);
    List<String> texts =
        some
            ? dice.many(
                0,
                1,
                () ->
                    PolicyWriter.write(
                        dice.percent(50)
                            ? RandomPolicies.full(PolicyType.SESSION)
                            : policies.policy(PolicyType.SESSION)))
            : List.of();
    List<String> arns =
        some && (texts.isEmpty() || dice.percent(30)) ? dice.someOf(Words.MANAGED, 2) : List.of();
    return new Caller.Session(tags, texts, arns, keys);
  }
}
