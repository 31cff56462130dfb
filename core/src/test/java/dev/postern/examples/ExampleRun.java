package dev.postern.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.directory.Directory;
import dev.postern.explain.AccessDenied;
import dev.postern.explain.Explanation;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import dev.postern.model.Verdict;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.WriteCheck;
import dev.postern.syntax.WriteKind;
import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Holds one example against a decider. */
public final class ExampleRun {
  private static final Set<String> ENTRY =
      Set.of(
          "id",
          "rules",
          "policy",
          "document",
          "accounts",
          "organizations",
          "resources",
          "endpoints",
          "checks",
          "condition",
          "cases",
          "write");
  private static final Set<String> CASE =
      Set.of("principal", "action", "resource", "resource_account", "context", "expect", "errors");
  private static final Set<String> CHECK =
      Set.of(
          "principal",
          "action",
          "resource",
          "resource_account",
          "context",
          "expect",
          "errors",
          "reason",
          "message");
  private static final Set<String> WRITE =
      Set.of("type", "managed", "document-text", "message", "accepted", "rejected");

  private final Function<Directory, Decider> deciders;

  /**
   * @param deciders makes the decider of a world
   */
  public ExampleRun(Function<Directory, Decider> deciders) {
    this.deciders = deciders;
  }

  /** Fails where the example does not hold. */
  public void holds(Example example) {
    Json.Members entry = example.entry();
    known(entry, ENTRY);
    if (entry.get("write").isPresent()) {
      write(Trees.asObject(entry.get("write").get()));
    } else if (entry.get("condition").isPresent()) {
      cases(entry);
    } else {
      checks(entry);
    }
  }

  private void checks(Json.Members entry) {
    Decider decider = deciders.apply(World.of(entry));
    List<Json> checks = Trees.list(entry, "checks");
    assertThat(checks).as("checks").isNotEmpty();
    for (Json json : checks) {
      Json.Members check = Trees.asObject(json);
      if (check.get("all").isPresent()) {
        call(decider, check);
      } else {
        check(decider, check);
      }
    }
  }

  private static void check(Decider decider, Json.Members check) {
    known(check, CHECK);
    CheckRequest request = Request.of(check);
    Decision decision = decider.check(request);
    Explanation explanation = decider.explain(request);
    String line = "line " + check.place().line();
    assertThat(decision.verdict().wireName())
        .as("%s: %s", line, explanation)
        .isEqualTo(Trees.text(check, "expect", ""));
    explains(explanation, decision, line);
    check
        .get("reason")
        .ifPresent(reason ->
            assertThat(decision.reason().wireName())
                .as("%s: reason", line)
                .isEqualTo(Trees.asText(reason)));
    check
        .get("errors")
        .ifPresent(errors ->
            assertThat(explanation.errors())
                .as("%s: errors", line)
                .hasSize(Integer.parseInt(Trees.asText(errors))));
    check
        .get("message")
        .ifPresent(message ->
            assertThat(AccessDenied.message(request, explanation))
                .as("%s: message", line)
                .isEqualTo(Trees.asText(message)));
  }

  /** One call that touches several resources. */
  private static void call(Decider decider, Json.Members check) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Json request : Trees.list(check, "all")) {
      verdicts.add(decider.check(Request.of(Trees.asObject(request))).verdict());
    }
    Verdict expected =
        switch (Trees.text(check, "expect", "")) {
          case "allowed" -> Verdict.ALLOWED;
          case "explicitDeny" -> Verdict.EXPLICIT_DENY;
          case "implicitDeny" -> Verdict.IMPLICIT_DENY;
          default -> throw new IllegalArgumentException(check.place() + ": no such decision");
        };
    switch (expected) {
      case ALLOWED -> assertThat(verdicts).containsOnly(Verdict.ALLOWED);
      case IMPLICIT_DENY ->
          assertThat(verdicts).contains(expected).doesNotContain(Verdict.EXPLICIT_DENY);
      case EXPLICIT_DENY -> assertThat(verdicts).contains(expected);
    }
  }

  private void cases(Json.Members entry) {
    Json.Member condition = Trees.member("Condition", entry.get("condition").orElseThrow());
    Json allow = Trees.object(Trees.member("Effect", Trees.text("Allow")));
    Json allowIf = Trees.object(Trees.member("Effect", Trees.text("Allow")), condition);
    Json denyIf = Trees.object(Trees.member("Effect", Trees.text("Deny")), condition);
    Decider allows = deciders.apply(World.ofStatements(List.of(allowIf)));
    Decider denies = deciders.apply(World.ofStatements(List.of(allow, denyIf)));
    List<Json> cases = Trees.list(entry, "cases");
    assertThat(cases).as("cases").isNotEmpty();
    for (Json json : cases) {
      Json.Members one = Trees.asObject(json);
      switch (Trees.text(one, "expect", "")) {
        case "true" -> {
          condition(allows, one, Verdict.ALLOWED);
          condition(denies, one, Verdict.EXPLICIT_DENY);
        }
        case "false" -> {
          condition(allows, one, Verdict.IMPLICIT_DENY);
          condition(denies, one, Verdict.ALLOWED);
        }
        case "error" -> {
          condition(allows, one, Verdict.IMPLICIT_DENY);
          condition(denies, one, Verdict.EXPLICIT_DENY);
        }
        default -> throw new IllegalArgumentException(one.place() + ": no such result");
      }
    }
  }

  private static void condition(Decider decider, Json.Members one, Verdict expected) {
    known(one, CASE);
    CheckRequest request = Request.of(one);
    Decision decision = decider.check(request);
    Explanation explanation = decider.explain(request);
    String line = "line " + one.place().line();
    assertThat(decision.verdict()).as("%s: %s", line, explanation).isEqualTo(expected);
    explains(explanation, decision, line);
    Optional<Json> errors = one.get("errors");
    if (errors.isPresent()) {
      assertThat(explanation.errors())
          .as(line)
          .hasSize(Integer.parseInt(Trees.asText(errors.get())));
    } else if (Trees.text(one, "expect", "").equals("error")) {
      assertThat(explanation.errors()).as(line).isNotEmpty();
    } else {
      assertThat(explanation.errors()).as(line).isEmpty();
    }
  }

  /** How long a decision may be remembered is no part of what is explained (N-3.2). */
  private static void explains(Explanation explanation, Decision decision, String line) {
    Decision explained = explanation.decision();
    assertThat(explained.verdict()).as("%s: explained", line).isEqualTo(decision.verdict());
    assertThat(explained.reason()).as("%s: explained", line).isEqualTo(decision.reason());
  }

  private static void write(Json.Members write) {
    known(write, WRITE);
    PolicyType type =
        switch (Trees.text(write, "type", "")) {
          case "identity" -> PolicyType.IDENTITY;
          case "trust" -> PolicyType.TRUST;
          case "scp" -> PolicyType.SERVICE_CONTROL;
          case "rcp" -> PolicyType.RESOURCE_CONTROL;
          case "resource" -> PolicyType.RESOURCE;
          default -> throw new IllegalArgumentException(write.place() + ": no such type");
        };
    boolean managed = Trees.text(write, "managed", "false").equals("true");
    Optional<String> refusal =
        WriteCheck.refusal(
            Trees.text(write, "document-text", ""),
            type,
            managed ? WriteKind.MANAGED : WriteKind.INLINE);
    if (write.get("message").isPresent()) {
      assertThat(refusal).contains(Trees.text(write, "message", ""));
    } else if (write.get("accepted").isPresent()) {
      assertThat(refusal).isEmpty();
    } else {
      assertThat(write.get("rejected")).as("what is expected").isPresent();
      assertThat(refusal).isPresent();
    }
  }

  /** A member that the schema does not know would be an expectation that nobody looks at. */
  private static void known(Json.Members object, Set<String> names) {
    assertThat(object.members())
        .as("members at %s", object.place())
        .extracting(Json.Member::name)
        .isSubsetOf(names);
  }
}
