package dev.postern.engine;

import dev.postern.model.CaseFold;
import java.util.Optional;

/** Action patterns as globs over folded text (section 3). */
final class ActionPatterns {
  private ActionPatterns() {}

  /** The glob of an action pattern; empty if it matches nothing. */
  static Optional<GlobPattern> compile(String text) {
    String folded = CaseFold.fold(text);
    if (!folded.isEmpty() && folded.chars().allMatch(c -> c == '*')) {
      GlobBuffer everything = new GlobBuffer();
      everything.wildcard(GlobPattern.ANY_RUN);
      return Optional.of(everything.toPattern());
    }
    int colon = folded.indexOf(':');
    if (colon < 0
        || colon == folded.length() - 1
        || folded.indexOf(':', colon + 1) >= 0
        || folded.chars().anyMatch(c -> c <= ' ' || c == 0x85 || c == 0xA0)) {
      return Optional.empty();
    }
    GlobBuffer glob = new GlobBuffer();
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      switch (c) {
        case '*' -> glob.wildcard(GlobPattern.FIELD_RUN);
        case '?' -> glob.wildcard(GlobPattern.FIELD_CHAR);
        default -> glob.literal(c);
      }
    }
    return Optional.of(glob.toPattern());
  }
}
