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
  private volatile @Nullable CompiledPolicySet compiled;

  ResourceNode(ResourceEntry entry) {
    this.entry = entry;
    this.tags = Subject.byFold(entry.tags());
    this.pools = List.of(new Pool(PolicyType.RESOURCE, entry.policy()));
  }

  ResourceEntry entry() {
    return entry;
  }

  Map<String, ContextValue> tags() {
    return tags;
  }

  List<Pool> pools() {
    return pools;
  }

  CompiledPolicySet policies(PolicySets sets) {
    CompiledPolicySet known = compiled;
    if (known == null) {
      known = sets.compiled(pools);
      compiled = known;
    }
    return known;
  }
}
