package dev.postern.pdp;

import dev.postern.directory.Directory;
import dev.postern.engine.Engine;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.ContextValue;
import dev.postern.model.RequestContext;
import dev.postern.model.StatedContext;
import dev.postern.pdp.Admission.RequestProblem;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells questions from what is none (N-2.3, N-2.5, N-2.6). */
final class Admitter {
  private static final List<String> RESERVED =
      List.of(
          "aws:PrincipalArn",
          "aws:PrincipalAccount",
          "aws:PrincipalType",
          "aws:PrincipalOrgID",
          "aws:PrincipalOrgPaths",
          "aws:username",
          "aws:userid",
          "aws:PrincipalIsAWSService",
          "aws:PrincipalServiceName",
          "aws:PrincipalServiceNamesList",
          "aws:FederatedProvider",
          "aws:ResourceAccount",
          "aws:ResourceOrgID",
          "aws:ResourceOrgPaths");
  private static final List<String> MFA =
      List.of("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge");
  private static final String[] RESERVED_FOLDED = folded(RESERVED);
  private static final String[] MFA_FOLDED = folded(MFA);
  private static final String PRINCIPAL_TAG = "aws:principaltag/";

  private final Directory directory;
  private final Engine engine;

  Admitter(Directory directory, Engine engine) {
    this.directory = directory;
    this.engine = engine;
  }

  Admission admit(CheckRequest request) {
    List<RequestProblem> problems = new ArrayList<>();
    context(request, problems);
    owner(request, problems);
    sessionPolicies(request.caller(), problems);
    return problems.isEmpty() ? new Admission.Admitted(request) : new Admission.Refused(problems);
  }

  /** N-2.6; of a context that computes its values only the fixed names can be asked. */
  private static void context(CheckRequest request, List<RequestProblem> problems) {
    RequestContext context = request.context();
    if (context.equals(RequestContext.EMPTY)) {
      return;
    }
    for (int i = 0; i < RESERVED_FOLDED.length; i++) {
      if (says(context, RESERVED_FOLDED[i])) {
        problems.add(
            problem(
                spelling(context, RESERVED_FOLDED[i], RESERVED.get(i)),
                "is what the directory knows, and may not be said by the request; leave it out"));
      }
    }
    boolean mayHaveMfa =
        request.caller() instanceof Caller.User || request.caller() instanceof Caller.Root;
    if (!mayHaveMfa) {
      for (int i = 0; i < MFA_FOLDED.length; i++) {
        if (says(context, MFA_FOLDED[i])) {
          problems.add(
              problem(
                  spelling(context, MFA_FOLDED[i], MFA.get(i)),
                  "can be said only for users and root users; leave it out"));
        }
      }
    }
    if (request.caller() instanceof Caller.External external) {
      for (String claim : external.claims().keySet()) {
        String folded = CaseFold.fold(claim);
        if (says(context, folded)) {
          problems.add(
              problem(
                  spelling(context, folded, claim),
                  "is a claim of the principal already; say it once"));
        }
      }
    }
    if (context instanceof StatedContext stated) {
      for (StatedContext.Entry entry : stated.entries()) {
        if (CaseFold.fold(entry.key()).startsWith(PRINCIPAL_TAG)) {
          problems.add(
              problem(
                  entry.key(),
                  "is what the directory knows, and may not be said by the request; use `session_tags` of the principal"));
        }
      }
    }
  }

  private static boolean says(RequestContext context, String folded) {
    return !(context.value(folded) instanceof ContextValue.Absent);
  }

  private static String[] folded(List<String> keys) {
    return keys.stream().map(CaseFold::fold).toArray(String[]::new);
  }

  private static String spelling(RequestContext context, String folded, String otherwise) {
    if (context instanceof StatedContext stated) {
      for (StatedContext.Entry entry : stated.entries()) {
        if (CaseFold.fold(entry.key()).equals(folded)) {
          return entry.key();
        }
      }
    }
    return otherwise;
  }

  private static RequestProblem problem(String key, String why) {
    return new RequestProblem(
        "/context/" + key.replace("~", "~0").replace("/", "~1"), "`" + key + "` " + why);
  }

  /** N-2.5: of request, governing entry and ARN no two may disagree. */
  private void owner(CheckRequest request, List<RequestProblem> problems) {
    String said = request.resourceAccount();
    String entry = engine.entryOwner(request.resource());
    String arn = account(request.resource());
    if (disagree(said, entry) || disagree(said, arn) || disagree(entry, arn)) {
      Set<String> owners = new LinkedHashSet<>(List.of(said, entry, arn));
      owners.remove("");
      problems.add(
          new RequestProblem(
              said.isEmpty() ? "/resource" : "/resource_account",
              "the owner of the resource is said to be both " + String.join(" and ", owners)));
    }
  }

  private static boolean disagree(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
  }

  /** The account field of an ARN if it is an account id; else empty. */
  private static String account(String arn) {
    int start = 0;
    for (int colon = 0; colon < 4; colon++) {
      start = arn.indexOf(':', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    if (arn.indexOf(':', start) != start + 12 || !arn.startsWith("arn:")) {
      return "";
    }
    for (int i = start; i < start + 12; i++) {
      if (arn.charAt(i) < '0' || arn.charAt(i) > '9') {
        return "";
      }
    }
    return arn.substring(start, start + 12);
  }

  private void sessionPolicies(Caller caller, List<RequestProblem> problems) {
    switch (caller) {
      case Caller.RoleSession session -> sessionPolicies(session.session(), problems);
      case Caller.FederatedSession session -> sessionPolicies(session.session(), problems);
      case Caller.Root root -> {}
      case Caller.User user -> {}
      case Caller.Service service -> {}
      case Caller.External external -> {}
      case Caller.Anonymous anonymous -> {}
    }
  }

  private void sessionPolicies(Caller.Session session, List<RequestProblem> problems) {
    for (int i = 0; i < session.policies().size(); i++) {
      String pointer = "/principal/session_policies/" + i;
      Outcome<Policy> outcome =
          PolicyReader.parse(
              new Source("session policy " + i, session.policies().get(i)), PolicyType.SESSION);
      if (outcome instanceof Outcome.Refused<Policy> refused) {
        for (Problem problem : refused.problems()) {
          if (problem.isError()) {
            problems.add(
                new RequestProblem(
                    pointer + problem.place().path().pointer(),
                    problem.message() + "; " + problem.mend()));
          }
        }
      }
    }
    for (int i = 0; i < session.policyArns().size(); i++) {
      String arn = session.policyArns().get(i);
      if (!directory.managedPolicies().containsKey(arn)) {
        problems.add(
            new RequestProblem(
                "/principal/session_policy_arns/" + i, "there is no managed policy `" + arn + "`"));
      }
    }
  }
}
