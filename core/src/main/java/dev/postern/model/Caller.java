package dev.postern.model;

import java.util.List;
import java.util.Map;

/**
 * Who asks, as the request says it; whether such a user or role exists is for the directory
 * to say. Session policies are carried as JSON text and as ARNs of managed policies.
 */
public sealed interface Caller {

  /** Folded name of the key `aws:TokenIssueTime`. */
  String TOKEN_ISSUE_TIME = "aws:tokenissuetime";

  /** Folded name of the key `aws:SourceIdentity`. */
  String SOURCE_IDENTITY = "aws:sourceidentity";

  /** Folded name of the key `aws:MultiFactorAuthAge`. */
  String MFA_AGE = "aws:multifactorauthage";

  /** The caller's own ARN for messages and logs; a name for callers that have none. */
  String label();

  /**
   * The root user of an account.
   *
   * @param partition for example {@code aws}
   * @param account 12 digits
   * @param credentials long-term, or a GetSessionToken session
   */
  record Root(String partition, String account, Credentials credentials) implements Caller {
    @Override
    public String label() {
      return "arn:" + partition + ":iam::" + account + ":root";
    }
  }

  /**
   * An IAM user.
   *
   * @param arn the user's ARN, path included
   * @param credentials long-term, or a GetSessionToken session
   */
  record User(String arn, Credentials credentials) implements Caller {
    @Override
    public String label() {
      return arn;
    }
  }

  /**
   * A session of a role.
   *
   * @param role which role
   * @param sessionName the role session name
   * @param session tags, session policies, carried keys
   */
  record RoleSession(RoleReference role, String sessionName, Session session) implements Caller {
    @Override
    public String label() {
      return "arn:"
          + role.partition()
          + ":sts::"
          + role.account()
          + ":assumed-role/"
          + role.name()
          + "/"
          + sessionName;
    }
  }

  /**
   * A GetFederationToken session.
   *
   * @param partition for example {@code aws}
   * @param account 12 digits
   * @param name the federated user's name
   * @param userArn ARN of the IAM user who made the session
   * @param session tags, session policies, carried keys
   */
  record FederatedSession(
      String partition, String account, String name, String userArn, Session session)
      implements Caller {
    @Override
    public String label() {
      return "arn:" + partition + ":sts::" + account + ":federated-user/" + name;
    }
  }

  /**
   * A service principal.
   *
   * @param name for example {@code sns.amazonaws.com}
   */
  record Service(String name) implements Caller {
    @Override
    public String label() {
      return name;
    }
  }

  /**
   * An external identity, before it has assumed a role.
   *
   * @param provider ARN of a SAML or OIDC provider, or a provider name
   * @param claims context keys that the provider vouches for, by folded name
   */
  record External(String provider, Map<String, List<String>> claims) implements Caller {
    public External {
      claims = Map.copyOf(claims);
    }

    @Override
    public String label() {
      return provider;
    }
  }

  /** Nobody in particular. */
  record Anonymous() implements Caller {
    @Override
    public String label() {
      return "anonymous";
    }
  }

  /**
   * A role as a caller names it.
   *
   * @param partition for example {@code aws}
   * @param account 12 digits
   * @param name the role's name without path, in the caller's spelling; found ignoring case
   * @param path the role's path where the caller said it (`/` or `/a/b/`), or {@link #ANY_PATH}
   */
  record RoleReference(String partition, String account, String name, String path) {
    /** The caller gave a session ARN, which carries no path. */
    public static final String ANY_PATH = "";
  }

  /**
   * What a role session or federated session carries.
   *
   * @param tags session tags, in the caller's spelling
   * @param policies inline session policies as JSON text
   * @param policyArns managed session policies
   * @param keys carried context keys by folded name: {@link #TOKEN_ISSUE_TIME}, {@link
   *     #SOURCE_IDENTITY}
   */
  record Session(
      Map<String, String> tags,
      List<String> policies,
      List<String> policyArns,
      Map<String, String> keys) {
    /** A session that carries nothing. */
    public static final Session PLAIN = new Session(Map.of(), List.of(), List.of(), Map.of());

    public Session {
      tags = Map.copyOf(tags);
      policies = List.copyOf(policies);
      policyArns = List.copyOf(policyArns);
      keys = Map.copyOf(keys);
    }

    /** Whether any session policy was given. */
    public boolean isLimited() {
      return !policies.isEmpty() || !policyArns.isEmpty();
    }
  }
}
