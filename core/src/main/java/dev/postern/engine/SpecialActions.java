package dev.postern.engine;

import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.Credentials;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Rules about single actions that come before policies (R-10.27, R-10.32, R-10.33, R-11.1 to
 *
 */
final class SpecialActions {
  private static final Set<String> AWS_POLICY_ACTIONS =
      Set.of(
          "createpolicyversion",
          "deletepolicy",
          "deletepolicyversion",
          "setdefaultpolicyversion",
          "createpolicy",
          "tagpolicy",
          "untagpolicy");
  private static final Set<String> RESERVED_ROLE_ACTIONS =
      Set.of(
          "attachrolepolicy",
          "detachrolepolicy",
          "putrolepolicy",
          "deleterolepolicy",
          "deleterole",
          "updaterole",
          "updateroledescription",
          "updateassumerolepolicy",
          "putrolepermissionsboundary",
          "deleterolepermissionsboundary",
          "createrole",
          "createservicelinkedrole",
          "deleteservicelinkedrole",
          "passrole",
          "tagrole",
          "untagrole");
  private static final Set<String> ALIAS_ACTIONS =
      Set.of("createalias", "updatealias", "deletealias");

  private SpecialActions() {}

  /** Whether the service half of an action, ignoring case, is this one. */
  static boolean isOf(String service, String action) {
    return action.length() > service.length()
        && action.charAt(service.length()) == ':'
        && action.regionMatches(true, 0, service, 0, service.length());
  }

  /** */
  static boolean isFederatedAssumption(String action) {
    return action.equalsIgnoreCase("sts:AssumeRoleWithSAML")
        || action.equalsIgnoreCase("sts:AssumeRoleWithWebIdentity");
  }

  /** */
  static boolean cannotBeDenied(Caller caller, String action) {
    return !(caller instanceof Caller.Anonymous)
        && !(caller instanceof Caller.External)
        && action.equalsIgnoreCase("sts:GetCallerIdentity");
  }

  /** */
  static boolean isBeyondSession(Caller caller, String action) {
    return switch (caller) {
      case Caller.RoleSession session ->
          action.equalsIgnoreCase("sts:GetFederationToken")
              || action.equalsIgnoreCase("sts:GetSessionToken");
      case Caller.FederatedSession session -> isOf("iam", action) || isOf("sts", action);
      case Caller.User user -> isBeyondToken(user.credentials(), action);
      case Caller.Root root -> isBeyondToken(root.credentials(), action);
      case Caller.Service service -> false;
      case Caller.External external -> false;
      case Caller.Anonymous anonymous -> false;
    };
  }

  private static boolean isBeyondToken(Credentials credentials, String action) {
    return credentials.kind() == Credentials.Kind.SESSION_TOKEN
        && ((isOf("iam", action) && !credentials.madeWithMfa())
            || (isOf("sts", action) && !action.equalsIgnoreCase("sts:AssumeRole")));
  }

  /** */
  static boolean isReserved(String action, String resource) {
    if (isOf("iam", action)) {
      Optional<Arn> arn = Arn.parse(resource).filter(a -> a.service().equals("iam"));
      String name = action.substring("iam:".length()).toLowerCase(Locale.ROOT);
      return arn.filter(a ->
              (AWS_POLICY_ACTIONS.contains(name)
                      && a.account().equals("aws")
                      && a.resource().startsWith("policy/"))
                  || (RESERVED_ROLE_ACTIONS.contains(name)
                      && a.resource().startsWith("role/aws-reserved/")))
          .isPresent();
    }
    if (isOf("kms", action)) {
      String name = action.substring("kms:".length()).toLowerCase(Locale.ROOT);
      return ALIAS_ACTIONS.contains(name) && isAwsAlias(resource);
    }
    return false;
  }

  static boolean isAwsAlias(String resource) {
    return Arn.parse(resource)
        .filter(a -> a.service().equals("kms") && a.resource().startsWith("alias/aws/"))
        .isPresent();
  }
}
