package dev.postern.model;

import java.util.Map;

/**
 * What a user's or root user's credentials are.
 *
 * @param kind long-term keys or a GetSessionToken session
 * @param keys the context keys that the credentials themselves carry, by folded name: at most
 *     {@link Caller#TOKEN_ISSUE_TIME} and {@link Caller#MFA_AGE}; empty for long-term keys
 */
public record Credentials(Kind kind, Map<String, String> keys) {

  /** Long-term access keys. */
  public static final Credentials LONG_TERM = new Credentials(Kind.LONG_TERM, Map.of());

  public Credentials {
    keys = Map.copyOf(keys);
    if (kind == Kind.LONG_TERM && !keys.isEmpty()) {
      throw new IllegalArgumentException("long-term keys carry no session keys");
    }
  }

  /** Whether MFA was used to make these credentials. */
  public boolean madeWithMfa() {
    return keys.containsKey(Caller.MFA_AGE);
  }

  /** How long the credentials live. */
  public enum Kind {
    LONG_TERM,
    SESSION_TOKEN
  }
}
