package dev.postern.engine;

import dev.postern.directory.ResourceEntry;
import dev.postern.model.ContextValue;
import dev.postern.policy.PolicyType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of the directory's resources with its policy, compiled when it is first met. */
final class ResourceNode {
  private final ResourceEntry entry;
  private final Map<String, ContextValue> tags;
  private final List<Pool> pools;
  private volatile Plan.@Nullable Part compiled;

  /** An entry that takes over the compiled policy of another if it is equal. */
  ResourceNode(ResourceEntry entry, @Nullable ResourceNode before) {
    this.entry = entry;
    this.tags = Subject.byFold(entry.tags());
    this.pools = List.of(new Pool(PolicyType.RESOURCE, entry.policy()));
    Plan.Part known = before == null ? null : before.compiled;
    this.compiled =
        known != null && known.pools().equals(pools) ? new Plan.Part(known.set(), pools) : null;
  }

  ResourceEntry entry() {
    return entry;
  }

  Map<String, ContextValue> tags() {
    return tags;
  }

  Plan.Part policies(PolicySets sets) {
    Plan.Part known = compiled;
    if (known == null) {
      known = new Plan.Part(sets.compiled(pools), pools);
      compiled = known;
    }
    return known;
  }
}
