package dev.postern.identity;

import dev.postern.config.IdentitySettings.MtlsRule;
import dev.postern.model.Caller;
import dev.postern.wire.PrincipalText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From a peer principal to a caller (N-4.3): the pattern's captures go into the template. A capture
 * is one segment of the peer principal; what could end a field of an ARN or begin another cannot be
 * captured into one.
 */
final class PeerRule {
  private static final int LONGEST_CAPTURE = 128;

  private final List<Piece> match;
  private final List<Piece> principal;

  private PeerRule(List<Piece> match, List<Piece> principal) {
    this.match = match;
    this.principal = principal;
  }

  static PeerRule of(MtlsRule rule) {
    problem(rule)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    return new PeerRule(Piece.read(rule.match()), Piece.read(rule.principal()));
  }

  /** What is wrong with a rule. */
  static Optional<String> problem(MtlsRule rule) {
    List<Piece> match = Piece.read(rule.match());
    Set<String> names = new HashSet<>();
    for (int i = 0; i < match.size(); i++) {
      if (match.get(i) instanceof Piece.Capture(String name)) {
        if (!names.add(name)) {
          return Optional.of("`" + rule.match() + "` captures `" + name + "` twice");
        }
        if (i > 0 && match.get(i - 1) instanceof Piece.Capture) {
          return Optional.of("`" + rule.match() + "` has two captures with nothing between");
        }
      }
    }
    StringBuilder sample = new StringBuilder();
    for (Piece piece : Piece.read(rule.principal())) {
      switch (piece) {
        case Piece.Fixed(String text) -> sample.append(text);
        case Piece.Capture(String name) -> {
          if (!names.contains(name)) {
            return Optional.of(
                "`"
                    + rule.principal()
                    + "` needs `{"
                    + name
                    + "}`, which the match does not capture");
          }
          sample.append("000000000000"); // fits an account as well as a name
        }
      }
    }
    return PrincipalText.read(sample.toString()).isPresent()
        ? Optional.empty()
        : Optional.of("`" + rule.principal() + "` is no template for a principal");
  }

  boolean fits(String peer) {
    return captured(peer, 0, 0, new String[match.size()]);
  }

  /** The caller; empty if a capture does not fit where the template puts it. */
  Optional<Caller> caller(String peer) {
    String[] captures = new String[match.size()];
    if (!captured(peer, 0, 0, captures)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : principal) {
      switch (piece) {
        case Piece.Fixed(String fixed) -> text.append(fixed);
        case Piece.Capture capture -> {
          String value = captures[match.indexOf(capture)];
          if (!isName(value)) {
            return Optional.empty();
          }
          text.append(value);
        }
      }
    }
    return PrincipalText.read(text.toString());
  }

  /**
   * Whether the pieces from {@code piece} on fit the text from {@code at} on. A capture ends at the
   * first place where the next fixed text stands, so there is one way to fit or none.
   */
  private boolean captured(String peer, int piece, int at, String[] captures) {
    if (piece == match.size()) {
      return at == peer.length();
    }
    return switch (match.get(piece)) {
      case Piece.Fixed(String text) ->
          peer.startsWith(text, at) && captured(peer, piece + 1, at + text.length(), captures);
      case Piece.Capture capture -> {
        int slash = peer.indexOf('/', at);
        int limit = slash < 0 ? peer.length() : slash;
        int end = limit;
        if (piece + 1 < match.size() && match.get(piece + 1) instanceof Piece.Fixed(String next)) {
          int found = peer.indexOf(next, at);
          end = found < 0 ? limit : Math.min(found, limit);
        }
        captures[piece] = peer.substring(at, end);
        yield end > at && captured(peer, piece + 1, end, captures);
      }
    };
  }

  /** The characters of IAM names; none of them means anything in an ARN. */
  private static boolean isName(String value) {
    if (value.isEmpty() || value.length() > LONGEST_CAPTURE) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && "_+=,.@-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
