package dev.postern.identity;

import dev.postern.config.IdentitySettings;
import dev.postern.model.Caller;
import dev.postern.wire.CheckEnvelope;
import dev.postern.wire.CheckEnvelope.Field;
import dev.postern.wire.PrincipalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who is calling (N-4.1, N-4.2): what the route says ({@code postern.principal} of its
 * context extensions, trusted by E-6.1), else the peer certificate by rules, else nobody.
 */
public final class CallerFinder {
  private static final String PRINCIPAL = "postern.principal";

  private final List<PeerRule> rules;

  private CallerFinder(List<PeerRule> rules) {
    this.rules = rules;
  }

  /** A finder; fails for settings that have {@link #problems}. */
  public static CallerFinder of(IdentitySettings settings) {
    List<PeerRule> rules = new ArrayList<>();
    for (IdentitySettings.MtlsRule rule : settings.mtls()) {
      rules.add(PeerRule.of(rule));
    }
    return new CallerFinder(List.copyOf(rules));
  }

  /** What is wrong with the rules, one text for each fault; empty if they can be used. */
  public static List<String> problems(IdentitySettings settings) {
    List<String> problems = new ArrayList<>();
    for (IdentitySettings.MtlsRule rule : settings.mtls()) {
      PeerRule.problem(rule).ifPresent(problems::add);
    }
    return problems;
  }

  /** Who is calling. */
  public Identified find(CheckEnvelope envelope) {
    if (envelope.contextExtensions().has(PRINCIPAL)) {
      return identified(PrincipalText.read(envelope.contextExtensions().last(PRINCIPAL)));
    }
    if (!rules.isEmpty()) {
      String peer = envelope.text(Field.SOURCE_PRINCIPAL);
      for (PeerRule rule : rules) {
        if (!peer.isEmpty() && rule.fits(peer)) {
          return identified(rule.caller(peer));
        }
      }
    }
    return new Identified.As(new Caller.Anonymous());
  }

  private static Identified identified(Optional<Caller> caller) {
    return caller.<Identified>map(Identified.As::new).orElseGet(Identified.BadCredentials::new);
  }
}
