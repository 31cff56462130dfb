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
  private final boolean isEmpty;

  /** An index whose entries take over what is compiled from those of another. */
  ResourceIndex(Collection<ResourceEntry> entries, @Nullable ResourceIndex before) {
    int size = Integer.highestOneBit(Math.max(4, entries.size() * 4));
    table = new ResourceNode[size];
    mask = size - 1;
    for (ResourceEntry entry : entries) {
      int slot = spread(entry.arn().hashCode());
      while (table[slot] != null) {
        slot = (slot + 1) & mask;
      }
      table[slot] = new ResourceNode(entry, before == null ? null : before.exact(entry.arn()));
    }
    isEmpty = entries.isEmpty();
  }

  /** Finds the entries that govern a resource, in one walk over its text. */
  void find(String resource, Governing into) {
    into.clear();
    if (isEmpty) {
      return;
    }
    int hash = 0;
    int length = resource.length();
    for (int i = 0; i < length; i++) {
      char c = resource.charAt(i);
      if (c == '/' || c == ':') {
        into.add(find(resource, i, hash));
      }
      hash = 31 * hash + c;
    }
    into.exact = find(resource, length, hash);
    into.add(into.exact);
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

  /** The entries that govern one resource. Used again for the next. */
  static final class Governing {
    private @Nullable ResourceNode exact;
    private @Nullable ResourceNode policy;
    private @Nullable ResourceNode owner;

    void clear() {
      exact = null;
      policy = null;
      owner = null;
    }

    private void add(@Nullable ResourceNode longer) {
      if (longer != null) {
        policy = longer.entry().policy().isEmpty() ? policy : longer;
        owner = longer.entry().account().isEmpty() ? owner : longer;
      }
    }

    /** The entry of exactly this resource. */
    @Nullable ResourceNode exact() {
      return exact;
    }

    /** The longest governing entry that has a policy. */
    @Nullable ResourceNode policy() {
      return policy;
    }

    /** The longest governing entry that has an owner. */
    @Nullable ResourceNode owner() {
      return owner;
    }
  }
}
