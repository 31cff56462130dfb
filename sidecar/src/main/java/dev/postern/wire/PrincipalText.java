package dev.postern.wire;

import dev.postern.model.Arn;
import dev.postern.model.Caller;
import dev.postern.model.Credentials;
import java.util.Optional;

/** Principals as text (N-2.3), for every door alike. */
public final class PrincipalText {
  /** The session name of a role that is named by its role ARN. */
  public static final String CHECK_SESSION = "check";

  private PrincipalText() {}

  /** The caller that a text names; empty if it names none. */
  public static Optional<Caller> read(String text) {
    if (text.equals("anonymous")) {
      return Optional.of(new Caller.Anonymous());
    }
    if (!text.startsWith("arn:")) {
      return isServiceName(text) ? Optional.of(new Caller.Service(text)) : Optional.empty();
    }
    return Arn.parse(text).flatMap(arn -> ofArn(text, arn));
  }

  private static Optional<Caller> ofArn(String text, Arn arn) {
    if (!arn.region().isEmpty() || !isAccount(arn.account()) || arn.partition().isEmpty()) {
      return Optional.empty();
    }
    String resource = arn.resource();
    if (arn.service().equals("iam")) {
      if (resource.equals("root")) {
        return Optional.of(new Caller.Root(arn.partition(), arn.account(), Credentials.LONG_TERM));
      }
      if (resource.startsWith("user/") && isPathAndName(resource, 4)) {
        return Optional.of(new Caller.User(text, Credentials.LONG_TERM));
      }
      if (resource.startsWith("role/") && isPathAndName(resource, 4)) {
        int slash = resource.lastIndexOf('/');
        return Optional.of(
            new Caller.RoleSession(
                new Caller.RoleReference(
                    arn.partition(),
                    arn.account(),
                    resource.substring(slash + 1),
                    resource.substring(4, slash + 1)),
                CHECK_SESSION,
                Caller.Session.PLAIN));
      }
      return Optional.empty();
    }
    if (arn.service().equals("sts") && resource.startsWith("assumed-role/")) {
      String[] parts = resource.split("/", -1);
      if (parts.length == 3 && !parts[1].isEmpty() && !parts[2].isEmpty()) {
        return Optional.of(
            new Caller.RoleSession(
                new Caller.RoleReference(
                    arn.partition(), arn.account(), parts[1], Caller.RoleReference.ANY_PATH),
                parts[2],
                Caller.Session.PLAIN));
      }
    }
    return Optional.empty();
  }

  /** Whether a path and a name follow, neither of them with an empty step. */
  private static boolean isPathAndName(String resource, int start) {
    return resource.length() > start + 1
        && resource.indexOf("//", start) < 0
        && !resource.endsWith("/")
        && resource.indexOf(':') < 0;
  }

  private static boolean isServiceName(String text) {
    return (text.endsWith(".amazonaws.com") || text.endsWith(".amazonaws.com.cn"))
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_')
        && !text.startsWith(".");
  }

  private static boolean isAccount(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() == 12;
  }
}
