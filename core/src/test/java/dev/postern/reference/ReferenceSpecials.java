package dev.postern.reference;

import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.Credentials;
import dev.postern.model.Decision;
import dev.postern.model.Reason;
import dev.postern.model.Verdict;
import java.util.Optional;
import java.util.Set;

/** What is decided before policies are asked. */
final class ReferenceSpecials {
  private static final Set<String> ON_AWS_POLICIES =
      Set.of(
          "iam:createpolicyversion",
          "iam:deletepolicy",
          "iam:deletepolicyversion",
          "iam:setdefaultpolicyversion",
          "iam:createpolicy",
          "iam:tagpolicy",
          "iam:untagpolicy");
  private static final Set<String> ON_RESERVED_ROLES =
      Set.of(
          "iam:attachrolepolicy",
          "iam:detachrolepolicy",
          "iam:putrolepolicy",
          "iam:deleterolepolicy",
          "iam:deleterole",
          "iam:updaterole",
          "iam:updateroledescription",
          "iam:updateassumerolepolicy",
          "iam:putrolepermissionsboundary",
          "iam:deleterolepermissionsboundary",
          "iam:createrole",
          "iam:createservicelinkedrole",
          "iam:deleteservicelinkedrole",
          "iam:passrole",
          "iam:tagrole",
          "iam:untagrole");
  private static final Set<String> ON_AWS_ALIASES =
      Set.of("kms:createalias", "kms:updatealias", "kms:deletealias");

  private ReferenceSpecials() {}

  /** The first reason that fits, in the order of N-2.11; empty if policies decide. */
  static Optional<Decision> decide(CheckRequest request, boolean ownerIsKnown) {
    String action = CaseFold.fold(request.action());
    if (isAuthenticated(request.caller()) && action.equals("sts:getcalleridentity")) {
      return Optional.of(Decision.of(Verdict.ALLOWED, Reason.CANNOT_DENY));
    }
    if (isBeyondSession(request.caller(), action)) {
      return Optional.of(Decision.of(Verdict.EXPLICIT_DENY, Reason.SESSION_LIMIT));
    }
    if (isReserved(action, request.resource())) {
      return Optional.of(Decision.of(Verdict.EXPLICIT_DENY, Reason.RESERVED));
    }
    return ownerIsKnown
        ? Optional.empty()
        : Optional.of(Decision.of(Verdict.IMPLICIT_DENY, Reason.UNKNOWN_OWNER)); // N-2.5
  }

  private static boolean isAuthenticated(Caller caller) {
    return switch (caller) {
      case Caller.Root _,
          Caller.User _,
          Caller.RoleSession _,
          Caller.FederatedSession _,
          Caller.Service _ ->
          true;
      case Caller.External _, Caller.Anonymous _ -> false;
    };
  }

  /** */
  private static boolean isBeyondSession(Caller caller, String action) {
    return switch (caller) {
      case Caller.RoleSession _ ->
          action.equals("sts:getfederationtoken") || action.equals("sts:getsessiontoken");
      case Caller.FederatedSession _ -> action.startsWith("iam:") || action.startsWith("sts:");
      case Caller.User user -> isBeyondSessionToken(user.credentials(), action);
      case Caller.Root root -> isBeyondSessionToken(root.credentials(), action);
      case Caller.Service _, Caller.External _, Caller.Anonymous _ -> false;
    };
  }

  private static boolean isBeyondSessionToken(Credentials credentials, String action) {
    if (credentials.kind() == Credentials.Kind.LONG_TERM) {
      return false;
    }
    return (action.startsWith("iam:") && !credentials.madeWithMfa())
        || (action.startsWith("sts:") && !action.equals("sts:assumerole"));
  }

  private static boolean isReserved(String action, String resource) {
    Optional<Arn> arn = Arn.parse(resource);
    if (arn.isEmpty()) {
      return false;
    }
    String service = arn.get().service();
    String name = arn.get().resource();
    return (ON_AWS_POLICIES.contains(action)
            && service.equals("iam")
            && arn.get().account().equals("aws")
            && name.startsWith("policy/"))
        || (ON_RESERVED_ROLES.contains(action)
            && service.equals("iam")
            && name.startsWith("role/aws-reserved/"))
        || (ON_AWS_ALIASES.contains(action)
            && service.equals("kms")
            && name.startsWith("alias/aws/"));
  }
}
