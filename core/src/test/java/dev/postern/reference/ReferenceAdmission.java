package dev.postern.reference;

import dev.postern.directory.Directory;
import dev.postern.directory.ResourceEntry;
import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.StatedContext;
import dev.postern.policy.PolicyType;
import dev.postern.syntax.PolicyReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a request is a question at all, as far as the core tells (N-2.3, N-2.5, N-2.6). */
record ReferenceAdmission(Directory directory) {
  /** What the directory knows; folded names (N-2.6). */
  private static final Set<String> KNOWN =
      Set.of(
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principaltype",
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:username",
          "aws:userid",
          "aws:principalisawsservice",
          "aws:principalservicename",
          "aws:principalservicenameslist",
          "aws:federatedprovider",
          "aws:resourceaccount",
          "aws:resourceorgid",
          "aws:resourceorgpaths");

  /** Whether the request is a question. */
  boolean admits(CheckRequest request) {
    return maySayItsKeys(request) && agreesOnOwner(request) && knowsSessionPolicies(request);
  }

  private static boolean maySayItsKeys(CheckRequest request) {
    return ((StatedContext) request.context())
        .entries().stream()
            .map(entry -> CaseFold.fold(entry.key()))
            .allMatch(key -> maySay(request.caller(), key));
  }

  /** N-2.6; a claim is not said again in the context (N-2.3). */
  private static boolean maySay(Caller caller, String key) {
    boolean mfa = key.equals("aws:multifactorauthpresent") || key.equals("aws:multifactorauthage");
    boolean mayHaveMfa = caller instanceof Caller.User || caller instanceof Caller.Root;
    boolean claim =
        caller instanceof Caller.External external && external.claims().containsKey(key);
    return !KNOWN.contains(key)
        && !key.startsWith("aws:principaltag/")
        && (!mfa || mayHaveMfa)
        && !claim;
  }

  /** N-2.5: request, governing entry and ARN say the same, as far as they say anything. */
  private boolean agreesOnOwner(CheckRequest request) {
    Set<String> owners = new HashSet<>();
    owners.add(request.resourceAccount());
    directory.resources().values().stream()
        .filter(entry -> entry.governs(request.resource()) && !entry.account().isEmpty())
        .max(Comparator.comparing(entry -> entry.arn().length()))
        .map(ResourceEntry::account)
        .ifPresent(owners::add);
    Arn.parse(request.resource())
        .map(Arn::account)
        .filter(account -> account.matches("[0-9]{12}"))
        .ifPresent(owners::add);
    owners.remove(CheckRequest.UNSAID);
    return owners.size() <= 1;
  }

  private boolean knowsSessionPolicies(CheckRequest request) {
    Caller.Session session =
        switch (request.caller()) {
          case Caller.RoleSession caller -> caller.session();
          case Caller.FederatedSession caller -> caller.session();
          case Caller.Root _,
              Caller.User _,
              Caller.Service _,
              Caller.External _,
              Caller.Anonymous _ ->
              Caller.Session.PLAIN;
        };
    return session.policies().stream().allMatch(ReferenceAdmission::isPolicy)
        && directory.managedPolicies().keySet().containsAll(List.copyOf(session.policyArns()));
  }

  private static boolean isPolicy(String text) {
    return PolicyReader.parse(new Source("session policy", text), PolicyType.SESSION)
        instanceof Outcome.Read;
  }
}
