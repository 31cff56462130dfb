package dev.postern.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.policy.Fingerprint;
import java.util.List;

/**
 * Compiled policy sets by content, for as long as somebody uses them. Shared by successive engines,
 * so that a change of the directory compiles again only what it touched.
 */
public final class PolicySets {
  private final Cache<Fingerprint, CompiledPolicySet> byContent =
      Caffeine.newBuilder().weakValues().build();

  CompiledPolicySet compiled(List<Pool> pools) {
    return byContent.get(
        CompiledPolicySet.fingerprint(pools), content -> CompiledPolicySet.compile(pools));
  }

  /** How many sets are held, about. */
  public long size() {
    return byContent.estimatedSize();
  }
}
