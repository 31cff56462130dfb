package dev.postern.explain;

import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.CaseFold;
import dev.postern.model.CheckRequest;
import dev.postern.model.Verdict;
import dev.postern.policy.Effect;
import java.util.EnumSet;
import java.util.Set;

/** The text that AWS gives with AccessDenied. */
public final class AccessDenied {
  private AccessDenied() {}

  /** The message of a check that was denied. */
  public static String message(CheckRequest request, Explanation explanation) {
    if (explanation.decision().allowed()) {
      throw new IllegalArgumentException("the check was allowed");
    }
    return "User: "
        + request.caller().label()
        + " is not authorized to perform: "
        + request.action()
        + " on resource: "
        + request.resource()
        + " "
        + reason(request, explanation);
  }

  private static String reason(CheckRequest request, Explanation explanation) {
    return switch (explanation.decision().reason()) {
      case SESSION_LIMIT -> "because the session cannot call the " + request.action() + " action";
      case RESERVED -> "because the resource is reserved";
      case UNKNOWN_PRINCIPAL -> "because the caller does not exist";
      case UNKNOWN_OWNER -> "because the owner of the resource is unknown";
      case NO_PATH, AMBIGUOUS_PATH, BAD_HOST, NO_ROUTE ->
          "because the request names no known action";
      case BAD_CREDENTIALS -> "because the credentials are not valid";
      case POLICY, CANNOT_DENY ->
          explanation.decision().verdict() == Verdict.EXPLICIT_DENY
              ? explicit(request, explanation)
              : implicit(request, explanation);
    };
  }

  private static String explicit(CheckRequest request, Explanation explanation) {
    Layer layer =
        explanation.layers().stream()
            .filter(result -> result.matched().stream().anyMatch(s -> s.effect() == Effect.DENY))
            .map(LayerResult::layer)
            .min(Layer::compareTo)
            .orElse(Layer.IDENTITY);
    String text = text(layer, request);
    String article = isTrust(layer, request) ? "the " : layer == Layer.IDENTITY ? "an " : "a ";
    return "with an explicit deny in " + article + text;
  }

  private static String implicit(CheckRequest request, Explanation explanation) {
    Set<Layer> lacking = EnumSet.noneOf(Layer.class);
    for (LayerResult result : explanation.layers()) {
      if (result.need() == LayerResult.Need.REQUIRED && result.grant() == Grant.NONE) {
        lacking.add(result.layer());
      }
    }
    if (isGrantedWithoutIdentity(request, explanation)) {
      lacking.remove(Layer.IDENTITY);
    }
    if (lacking.contains(Layer.IDENTITY) && !opensItself(request)) {
      lacking.remove(Layer.RESOURCE);
    }
    Layer layer = lacking.stream().findFirst().orElse(Layer.IDENTITY);
    return "because no " + text(layer, request) + " allows the " + request.action() + " action";
  }

  /**
   * Whether the resource policy of the caller's own account names the caller itself, so that its
   * identity policies need not allow.
   */
  private static boolean isGrantedWithoutIdentity(CheckRequest request, Explanation explanation) {
    return account(request.caller()).equals(explanation.owner())
        && explanation.layers().stream()
            .anyMatch(result ->
                result.layer() == Layer.RESOURCE && result.grant().compareTo(Grant.LIMITED) >= 0);
  }

  private static String account(Caller caller) {
    return switch (caller) {
      case Caller.Root root -> root.account();
      case Caller.User user -> Arn.parse(user.arn()).map(Arn::account).orElse("");
      case Caller.RoleSession session -> session.role().account();
      case Caller.FederatedSession session -> session.account();
      case Caller.Service _ -> "";
      case Caller.External _ -> "";
      case Caller.Anonymous _ -> "";
    };
  }

  private static String text(Layer layer, CheckRequest request) {
    return isTrust(layer, request) ? "role trust policy" : layer.text();
  }

  private static boolean isTrust(Layer layer, CheckRequest request) {
    return layer == Layer.RESOURCE && isRoleAssumption(request);
  }

  private static boolean isRoleAssumption(CheckRequest request) {
    return CaseFold.fold(request.action()).startsWith("sts:") && names(request, "iam", "role/");
  }

  /** Whether the resource's own policy comes first: a role to be assumed, or a KMS key. */
  private static boolean opensItself(CheckRequest request) {
    return isRoleAssumption(request) || names(request, "kms", "key/");
  }

  private static boolean names(CheckRequest request, String service, String beginning) {
    return Arn.parse(request.resource())
        .filter(arn -> arn.service().equals(service) && arn.resource().startsWith(beginning))
        .isPresent();
  }
}
