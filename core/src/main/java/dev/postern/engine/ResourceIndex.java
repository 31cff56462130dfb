package dev.postern.engine;

import dev.postern.directory.ResourceEntry;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resource entries by ARN, found for every beginning of a resource that ends before `/`, `:` or
 * the end (N-1.7).
 *
 * <p>An open-addressed table keyed by the hash that {@link String#hashCode} gives, which can be
 * carried along while the text is read once; an entry is compared in full before it counts.
 */
final class ResourceIndex {
  private final @Nullable ResourceNode[] table;
  private final int mask;

  ResourceIndex(Collection<ResourceEntry> entries) {
    int size = Integer.highestOneBit(Math.max(4, entries.size() * 4));
    table = new ResourceNode[size];
    mask = size - 1;
    for (ResourceEntry entry : entries) {
      int slot = spread(entry.arn().hashCode());
      while (table[slot] != null) {
        slot = (slot + 1) & mask;
      }
      table[slot] = new ResourceNode(entry);
    }
  }

  /** The longest governing entry that has a policy. */
  @Nullable ResourceNode withPolicy(String resource) {
    return longest(resource, Wanted.POLICY);
  }

  /** The longest governing entry that has an owner. */
  @Nullable ResourceNode withOwner(String resource) {
    return longest(resource, Wanted.OWNER);
  }

  /** The entry of exactly this resource. */
  @Nullable ResourceNode exact(String resource) {
    return find(resource, resource.length(), resource.hashCode());
  }

  void forEach(Consumer<ResourceNode> action) {
    for (ResourceNode node : table) {
      if (node != null) {
        action.accept(node);
      }
    }
  }

  private @Nullable ResourceNode longest(String resource, Wanted wanted) {
    ResourceNode best = null;
    int hash = 0;
    for (int i = 0; i <= resource.length(); i++) {
      if (i == resource.length() || resource.charAt(i) == '/' || resource.charAt(i) == ':') {
        ResourceNode node = find(resource, i, hash);
        if (node != null && wanted.isIn(node.entry())) {
          best = node;
        }
      }
      if (i < resource.length()) {
        hash = 31 * hash + resource.charAt(i);
      }
    }
    return best;
  }

  private @Nullable ResourceNode find(String resource, int length, int hash) {
    int slot = spread(hash);
    ResourceNode node = table[slot];
    while (node != null) {
      String arn = node.entry().arn();
      if (arn.length() == length && arn.hashCode() == hash && resource.startsWith(arn)) {
        return node;
      }
      slot = (slot + 1) & mask;
      node = table[slot];
    }
    return null;
  }

  private int spread(int hash) {
    return (hash ^ hash >>> 15) & mask;
  }

  private enum Wanted {
    POLICY,
    OWNER;

    boolean isIn(ResourceEntry entry) {
      return switch (this) {
        case POLICY -> !entry.policy().isEmpty();
        case OWNER -> !entry.account().isEmpty();
      };
    }
  }
}
