package dev.postern.engine;

import dev.postern.model.Caller;
import dev.postern.model.Credentials;
import java.util.Locale;
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
  static boolean isReserved(String action, ArnFields resource) {
    if (resource.isOf("iam") && isOf("iam", action)) {
      return (resource.isOfAccount("aws")
              && resource.resourceStartsWith("policy/")
              && AWS_POLICY_ACTIONS.contains(name(action)))
          || (resource.resourceStartsWith("role/aws-reserved/")
              && RESERVED_ROLE_ACTIONS.contains(name(action)));
    }
    return isAwsAlias(resource) && isOf("kms", action) && ALIAS_ACTIONS.contains(name(action));
  }

  static boolean isAwsAlias(ArnFields resource) {
    return resource.isOf("kms") && resource.resourceStartsWith("alias/aws/");
  }

  private static String name(String action) {
    return action.substring(action.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }
}
