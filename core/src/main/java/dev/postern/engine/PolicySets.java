package dev.postern.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.policy.Fingerprint;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compiled policy sets by content, for as long as somebody uses them. Shared by successive engines,
 * so that a change of the directory compiles again only what it touched.
 */
public final class PolicySets {
  private final Cache<Fingerprint, CompiledPolicySet> byContent =
      Caffeine.newBuilder().weakValues().build();

  private final LongAdder compilations = new LongAdder();

  CompiledPolicySet compiled(List<Pool> pools) {
    return byContent.get(
        CompiledPolicySet.fingerprint(pools),
        content -> {
          compilations.increment();
          return CompiledPolicySet.compile(pools);
        });
  }

  /** How many sets were compiled so far. */
  public long compilations() {
    return compilations.sum();
  }

  /** How many sets are held, about. */
  public long size() {
    return byContent.estimatedSize();
  }
}
