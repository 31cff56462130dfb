package dev.postern.wire;

import dev.postern.model.Caller;
import dev.postern.model.Credentials;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a principal make sense for whom (N-2.3).
 *
 * @param said names of all known members that were said
 * @param texts values of those that are texts, numbers or booleans, where they could be read
 * @param session session tags and session policies
 * @param problems takes a member and what is wrong with it
 */
record PrincipalMembers(
    Set<String> said,
    Map<String, String> texts,
    Caller.Session session,
    BiConsumer<String, String> problems) {
  private static final Set<String> OF_USERS = Set.of("temporary", "mfa_age", "token_issue_time");
  private static final Set<String> OF_ROLE_SESSIONS =
      Set.of(
          "session_tags",
          "session_policies",
          "session_policy_arns",
          "token_issue_time",
          "source_identity");
  private static final Set<String> OF_FEDERATED_SESSIONS =
      Set.of("user", "session_tags", "session_policies", "session_policy_arns", "token_issue_time");

  /** The caller with all that was said of it. */
  Caller of(Caller plain) {
    return switch (plain) {
      case Caller.Root root -> {
        only(OF_USERS, "a root user");
        yield new Caller.Root(root.partition(), root.account(), credentials());
      }
      case Caller.User user -> {
        only(OF_USERS, "a user");
        yield new Caller.User(user.arn(), credentials());
      }
      case Caller.RoleSession role -> {
        only(OF_ROLE_SESSIONS, "a role session");
        yield new Caller.RoleSession(role.role(), role.sessionName(), carried());
      }
      case Caller.FederatedSession federated -> {
        only(OF_FEDERATED_SESSIONS, "a federated session");
        yield new Caller.FederatedSession(
            federated.partition(),
            federated.account(),
            federated.name(),
            federated.userArn(),
            carried());
      }
      case Caller.Service service -> {
        only(Set.of(), "a service");
        yield service;
      }
      case Caller.External external -> {
        only(Set.of("claims"), "an external identity");
        yield external;
      }
      case Caller.Anonymous anonymous -> {
        only(Set.of(), "`anonymous`");
        yield anonymous;
      }
    };
  }

  private void only(Set<String> fitting, String whom) {
    for (String member : said) {
      boolean name = member.equals("arn") || member.equals("service") || member.equals("federated");
      if (!name && !fitting.contains(member)) {
        problems.accept(member, "makes no sense for " + whom + "; leave it out");
      }
    }
  }

  /** Long-term keys unless `temporary` or `mfa_age` say otherwise. */
  private Credentials credentials() {
    boolean longTerm = "false".equals(texts.get("temporary"));
    if (longTerm && said.contains("mfa_age")) {
      problems.accept("mfa_age", "means temporary credentials; `temporary` says they are not");
    }
    boolean temporary = "true".equals(texts.get("temporary")) || said.contains("mfa_age");
    if (!temporary && said.contains("token_issue_time")) {
      problems.accept("token_issue_time", "makes no sense for long-term keys; say `temporary`");
    }
    if (!temporary || longTerm) {
      return Credentials.LONG_TERM;
    }
    Map<String, String> keys = new HashMap<>();
    put(keys, Caller.MFA_AGE, texts.get("mfa_age"));
    put(keys, Caller.TOKEN_ISSUE_TIME, texts.get("token_issue_time"));
    return new Credentials(Credentials.Kind.SESSION_TOKEN, keys);
  }

  private Caller.Session carried() {
    Map<String, String> keys = new HashMap<>();
    put(keys, Caller.TOKEN_ISSUE_TIME, texts.get("token_issue_time"));
    put(keys, Caller.SOURCE_IDENTITY, texts.get("source_identity"));
    return new Caller.Session(session.tags(), session.policies(), session.policyArns(), keys);
  }

  private static void put(Map<String, String> keys, String key, @Nullable String value) {
    if (value != null) {
      keys.put(key, value);
    }
  }
}
