package dev.postern.pdp;

import dev.postern.directory.Directory;
import dev.postern.directory.ResourceEntry;
import dev.postern.model.Arn;
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
import java.util.function.Predicate;

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
  private static final String PRINCIPAL_TAG = "aws:principaltag/";

  private final Directory directory;

  Admitter(Directory directory) {
    this.directory = directory;
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
    for (String key : RESERVED) {
      refuse(
          context,
          key,
          "is what the directory knows, and may not be said by the request; leave it out",
          problems);
    }
    boolean mayHaveMfa =
        request.caller() instanceof Caller.User || request.caller() instanceof Caller.Root;
    if (!mayHaveMfa) {
      for (String key : MFA) {
        refuse(context, key, "can be said only for users and root users; leave it out", problems);
      }
    }
    if (request.caller() instanceof Caller.External external) {
      for (String claim : external.claims().keySet()) {
        refuse(context, claim, "is a claim of the principal already; say it once", problems);
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

  private static void refuse(
      RequestContext context, String key, String why, List<RequestProblem> problems) {
    String folded = CaseFold.fold(key);
    if (!(context.value(folded) instanceof ContextValue.Absent)) {
      problems.add(problem(spelling(context, folded, key), why));
    }
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
    Set<String> owners = new LinkedHashSet<>();
    if (!request.resourceAccount().isEmpty()) {
      owners.add(request.resourceAccount());
    }
    governing(request.resource(), entry -> !entry.account().isEmpty())
        .forEach(entry -> owners.add(entry.account()));
    Arn.parse(request.resource())
        .map(Arn::account)
        .filter(account ->
            account.length() == 12 && account.chars().allMatch(c -> c >= '0' && c <= '9'))
        .ifPresent(owners::add);
    if (owners.size() > 1) {
      problems.add(
          new RequestProblem(
              request.resourceAccount().isEmpty() ? "/resource" : "/resource_account",
              "the owner of the resource is said to be both " + String.join(" and ", owners)));
    }
  }

  /** The longest governing entry that satisfies a condition; none or one. */
  private List<ResourceEntry> governing(String resource, Predicate<ResourceEntry> condition) {
    for (int end = resource.length(); end > 0; end = cut(resource, end)) {
      ResourceEntry entry = directory.resources().get(resource.substring(0, end));
      if (entry != null && condition.test(entry)) {
        return List.of(entry);
      }
    }
    return List.of();
  }

  private static int cut(String text, int end) {
    return Math.max(text.lastIndexOf('/', end - 1), text.lastIndexOf(':', end - 1));
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
