package dev.postern.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Many globs merged into one trie, walked as a nondeterministic automaton.
 *
 * <p>A {@link Node} stands where patterns part; a {@link Leaf} is what remains of one pattern that
 * parts from all others, kept as the pattern's own symbols. Nodes and leaves that are reached by a
 * run stand <em>in</em> that run: they keep themselves as long as it may go on.
 *
 * <p>A position is a number: the index of a node or leaf in the upper half, in the lower half how
 * many symbols of the leaf's pattern are behind. A set of positions is sorted, holds with each run
 * what may follow the run at once, and of one leaf nothing that stands before a run of any
 * characters (whatever would go on from there goes on from the run).
 */
final class PatternTrie {
  private static final int[] NOTHING = {};
  private static final long[] NOWHERE = {};

  private final List<Item> items = new ArrayList<>();
  private final Node root;

  PatternTrie(Map<GlobPattern, Set<Integer>> patterns) {
    root = new Node(0);
    patterns.forEach((pattern, labels) -> root.insert(new Leaf(pattern.symbols(), 0, labels)));
    number(root);
  }

  private void number(Item item) {
    item.index = items.size();
    items.add(item);
    if (item instanceof Node node) {
      node.children.values().forEach(this::number);
    }
  }

  /** How many nodes and leaves there are. */
  int size() {
    return items.size();
  }

  /** The characters that stand for themselves in some pattern, sorted. */
  int[] literals() {
    TreeSet<Integer> found = new TreeSet<>();
    for (Item item : items) {
      switch (item) {
        case Node node -> node.children.keySet().stream().filter(s -> s >= 0).forEach(found::add);
        case Leaf leaf -> {
          for (int i = leaf.from; i < leaf.symbols.length; i++) {
            if (leaf.symbols[i] >= 0) {
              found.add(leaf.symbols[i]);
            }
          }
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Where a walk begins. */
  long[] start() {
    Positions positions = new Positions();
    positions.add(root);
    return positions.sorted();
  }

  /** Where a walk goes on one character. */
  long[] step(long[] from, int codePoint) {
    Positions positions = new Positions();
    for (long position : from) {
      switch (items.get((int) (position >>> 32))) {
        case Node node -> node.step(codePoint, positions);
        case Leaf leaf -> leaf.step((int) position, codePoint, positions);
      }
    }
    return positions.sorted();
  }

  /** The labels of the patterns that end here, sorted. */
  int[] labels(long[] positions) {
    TreeSet<Integer> labels = new TreeSet<>();
    for (long position : positions) {
      switch (items.get((int) (position >>> 32))) {
        case Node node -> labels.addAll(node.labels);
        case Leaf leaf -> {
          if ((int) position == leaf.symbols.length) {
            labels.addAll(leaf.labels);
          }
        }
      }
    }
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * What must follow where there is but one way on: the rest of the only pattern that is left, if
   * it has no wildcard but perhaps a run of any characters at its end; or the characters up to
   * where patterns part. No half of a surrogate pair, which as text would match half of a pair.
   */
  Rest rest(long[] positions) {
    if (positions.length != 1) {
      return Rest.UNKNOWN;
    }
    return switch (items.get((int) (positions[0] >>> 32))) {
      case Leaf leaf -> rest(leaf, (int) positions[0]);
      case Node node -> chain(node);
    };
  }

  private static Rest rest(Leaf leaf, int from) {
    StringBuilder text = new StringBuilder();
    int at = from;
    while (at < leaf.symbols.length && isText(leaf.symbols[at])) {
      text.appendCodePoint(leaf.symbols[at++]);
    }
    int[] labels = leaf.labels.stream().mapToInt(Integer::intValue).sorted().toArray();
    if (at == leaf.symbols.length) {
      return new Rest(Rest.Kind.EXACT, text.toString(), labels, NOWHERE);
    }
    return at == leaf.symbols.length - 1 && leaf.symbols[at] == GlobPattern.ANY_RUN
        ? new Rest(Rest.Kind.PREFIX, text.toString(), labels, NOWHERE)
        : Rest.UNKNOWN;
  }

  private Rest chain(Node start) {
    StringBuilder text = new StringBuilder();
    Node node = start;
    while (!GlobPattern.isRun(node.reachedBy)
        && node.labels.isEmpty()
        && node.children.size() == 1
        && isText(node.children.firstKey())
        && node.children.firstEntry().getValue() instanceof Node next) {
      text.appendCodePoint(node.children.firstKey());
      node = next;
    }
    if (text.isEmpty()) {
      return Rest.UNKNOWN;
    }
    Positions after = new Positions();
    after.add(node);
    return new Rest(Rest.Kind.CHAIN, text.toString(), NOTHING, after.sorted());
  }

  private static boolean isText(int symbol) {
    return symbol >= 0 && (symbol < Character.MIN_SURROGATE || symbol > Character.MAX_SURROGATE);
  }

  /** Whether no further character changes the positions. */
  boolean isFinal(long[] positions) {
    for (long position : positions) {
      boolean settled =
          switch (items.get((int) (position >>> 32))) {
            case Node node -> false;
            case Leaf leaf ->
                (int) position == leaf.symbols.length
                    ? leaf.endsInAnyRun()
                    : (int) position == leaf.symbols.length - 1 && leaf.endsInAnyRun();
          };
      if (!settled) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    root.print(out, "");
    return out.toString();
  }

  /**
   * The only way on.
   *
   * @param kind what comes after the text
   * @param text what must stand there
   * @param labels of the pattern that ends after it
   * @param next where the walk goes on after a chain
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Rest(Kind kind, String text, int[] labels, long[] next) {
    static final Rest UNKNOWN = new Rest(Kind.UNKNOWN, "", NOTHING, NOWHERE);

    enum Kind {
      /** The end of text and pattern. */
      EXACT,
      /** The end of the pattern, and any text. */
      PREFIX,
      /** Patterns part. */
      CHAIN,
      /** There is more than one way on, or a wildcard. */
      UNKNOWN
    }
  }

  private abstract static sealed class Item {
    int index;
  }

  private static final class Node extends Item {
    private final int reachedBy;
    private final TreeMap<Integer, Item> children = new TreeMap<>();
    private final TreeSet<Integer> labels = new TreeSet<>();

    Node(int reachedBy) {
      this.reachedBy = reachedBy;
    }

    void insert(Leaf leaf) {
      Node node = this;
      int at = leaf.from;
      while (true) {
        if (at == leaf.symbols.length) {
          node.labels.addAll(leaf.labels);
          return;
        }
        int symbol = leaf.symbols[at];
        Item child = node.children.get(symbol);
        if (child == null) {
          node.children.put(symbol, new Leaf(leaf.symbols, Leaf.below(symbol, at), leaf.labels));
          return;
        }
        Node below;
        switch (child) {
          case Node known -> below = known;
          case Leaf other -> {
            below = new Node(symbol);
            node.children.put(symbol, below);
            below.insert(
                new Leaf(
                    other.symbols, other.from + (GlobPattern.isRun(symbol) ? 1 : 0), other.labels));
          }
        }
        node = below;
        at++;
      }
    }

    void step(int codePoint, Positions into) {
      if (GlobPattern.isRun(reachedBy) && GlobPattern.fits(reachedBy, codePoint)) {
        into.add(this);
      }
      child(codePoint, into);
      child(GlobPattern.ANY_CHAR, into);
      if (codePoint != ':') {
        child(GlobPattern.FIELD_CHAR, into);
      }
    }

    private void child(int symbol, Positions into) {
      Item child = children.get(symbol);
      if (child != null) {
        into.add(child);
      }
    }

    /** A line for each way on, up to where it parts or ends; below it, indented, what follows. */
    void print(StringBuilder out, String indent) {
      if (!labels.isEmpty()) {
        out.append(indent).append("= ").append(labels).append('\n');
      }
      children.forEach((symbol, child) -> {
        out.append(indent);
        follow(symbol, child, out, indent);
      });
    }

    private static void follow(int symbol, Item child, StringBuilder out, String indent) {
      switch (child) {
        case Leaf leaf -> {
          if (!GlobPattern.isRun(symbol)) {
            out.append(GlobPattern.print(new int[] {symbol}, 0));
          }
          out.append(GlobPattern.print(leaf.symbols, leaf.from));
          out.append(" = ").append(new TreeSet<>(leaf.labels)).append('\n');
        }
        case Node node -> {
          out.append(GlobPattern.print(new int[] {symbol}, 0));
          if (node.labels.isEmpty() && node.children.size() == 1) {
            node.children.forEach((next, below) -> follow(next, below, out, indent));
          } else {
            out.append('\n');
            node.print(out, indent + "  ");
          }
        }
      }
    }
  }

  private static final class Leaf extends Item {
    private final int[] symbols;
    private final int from;
    private final Set<Integer> labels;

    Leaf(int[] symbols, int from, Set<Integer> labels) {
      this.symbols = symbols;
      this.from = from;
      this.labels = labels;
    }

    /** A leaf that is reached by a run begins with it, else after the symbol. */
    static int below(int symbol, int at) {
      return GlobPattern.isRun(symbol) ? at : at + 1;
    }

    boolean isAnyRun(int at) {
      return at < symbols.length && symbols[at] == GlobPattern.ANY_RUN;
    }

    boolean endsInAnyRun() {
      return symbols.length > from && symbols[symbols.length - 1] == GlobPattern.ANY_RUN;
    }

    void step(int at, int codePoint, Positions into) {
      if (at < symbols.length && GlobPattern.fits(symbols[at], codePoint)) {
        into.add(this, GlobPattern.isRun(symbols[at]) ? at : at + 1);
      }
    }
  }

  /** A set of positions under construction. */
  private final class Positions {
    private long[] positions = new long[16];
    private int size;

    void add(Item item) {
      switch (item) {
        case Node node -> {
          put((long) node.index << 32);
          Item any = node.children.get(GlobPattern.ANY_RUN);
          if (any != null) {
            add(any);
          }
          Item field = node.children.get(GlobPattern.FIELD_RUN);
          if (field != null) {
            add(field);
          }
        }
        case Leaf leaf -> add(leaf, leaf.from);
      }
    }

    void add(Leaf leaf, int at) {
      put((long) leaf.index << 32 | at);
      if (at < leaf.symbols.length && GlobPattern.isRun(leaf.symbols[at])) {
        put((long) leaf.index << 32 | (at + 1));
      }
    }

    private void put(long position) {
      if (size == positions.length) {
        positions = Arrays.copyOf(positions, size * 2);
      }
      positions[size++] = position;
    }

    long[] sorted() {
      Arrays.sort(positions, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        long position = positions[i];
        if (kept > 0 && positions[kept - 1] == position) {
          continue;
        }
        if (items.get((int) (position >>> 32)) instanceof Leaf leaf
            && leaf.isAnyRun((int) position)) {
          while (kept > 0 && positions[kept - 1] >>> 32 == position >>> 32) {
            kept--;
          }
        }
        positions[kept++] = position;
      }
      return Arrays.copyOf(positions, kept);
    }
  }
}
