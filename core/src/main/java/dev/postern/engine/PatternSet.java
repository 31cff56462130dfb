package dev.postern.engine;

import dev.postern.model.CaseFold;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many globs asked at once: which of them match a text, in one walk over the text whatever their
 * number.
 *
 * <p>All patterns are merged into a {@link PatternTrie}. Walking it as it is means to carry a set
 * of positions along; each such set that has been met is kept as a {@link State} with the states
 * that follow it, so that the usual step is one array access (a deterministic automaton built as
 * texts need it; RE2 does the same for sets of regular expressions). Where there is but one way on,
 * it is compared as text. Literal, prefix and suffix patterns lead to about as many states as they
 * have nodes, so all of them fit. Wildcards in the middle can lead to many more; when the table is
 * full, the walk goes on from the last known state with sets that are not kept, still linear in the
 * text. After enough such steps the table is thrown away and begun anew, so that nobody who asked
 * for ever new texts has filled it for good.
 *
 * <p>States are immutable but for their successors, which are written without lock: a reader sees a
 * state, complete through its final fields, or none and finds it again.
 *
 * @param <T> what a set of labels means; equal sets mean the same object
 */
final class PatternSet<T> {
  private static final int MOST_STATES = 65_536;
  private static final int MOST_MEANINGS = 16_384;
  private static final int OTHER = Integer.MIN_VALUE;

  private final PatternTrie trie;
  private final Alphabet alphabet;
  private final Function<int[], T> meaning;
  private final ConcurrentHashMap<Labels, T> meanings = new ConcurrentHashMap<>();
  private final int limit;
  private volatile Table<T> table;

  private PatternSet(
      PatternTrie trie, Alphabet alphabet, Function<int[], T> meaning, int mostStates) {
    this.trie = trie;
    this.alphabet = alphabet;
    this.meaning = meaning;
    this.limit = Math.min(mostStates, 256 + 4 * trie.size());
    this.table = newTable();
  }

  static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /** What the labels of all patterns that match the whole text mean. */
  T match(String text) {
    Table<T> current = table;
    State<T> state = current.start;
    int length = text.length();
    int at = 0;
    while (at < length && !state.settled) {
      PatternTrie.Rest rest = state.rest;
      if (rest != null) {
        if (!continues(text, at, rest)) {
          return meaning(current.dead);
        }
        if (rest.kind() != PatternTrie.Rest.Kind.CHAIN) {
          return restMeaning(state, rest);
        }
        State<T> after = state.after;
        if (after == null) {
          after = current.state(trie, rest.next(), limit);
          if (after == null) {
            return walk(current, rest.next(), text, at + rest.text().length());
          }
          state.after = after;
        }
        state = after;
        at += rest.text().length();
        continue;
      }
      char c = text.charAt(at);
      int symbolClass;
      int width = 1;
      if (c < 128) {
        symbolClass = alphabet.ascii[c];
      } else {
        int codePoint = text.codePointAt(at);
        symbolClass = alphabet.classOf(codePoint);
        width = Character.charCount(codePoint);
      }
      State<T> next = state.next[symbolClass];
      if (next == null) {
        next = follow(current, state, symbolClass);
        if (next == null) {
          return walk(current, state.positions, text, at);
        }
      }
      state = next;
      at += width;
    }
    return meaning(state);
  }

  /** Whether the text goes on as it must. */
  private boolean continues(String text, int at, PatternTrie.Rest rest) {
    String wanted = rest.text();
    int left = text.length() - at - wanted.length();
    return (rest.kind() == PatternTrie.Rest.Kind.EXACT ? left == 0 : left >= 0)
        && (alphabet.folds
            ? text.regionMatches(true, at, wanted, 0, wanted.length())
            : text.startsWith(wanted, at));
  }

  private T restMeaning(State<T> state, PatternTrie.Rest rest) {
    T known = state.restMeaning;
    if (known == null) {
      known = meaning(rest.labels());
      state.restMeaning = known;
    }
    return known;
  }

  private T meaning(State<T> state) {
    T known = state.meaning;
    if (known == null) {
      known = meaning(trie.labels(state.positions));
      state.meaning = known;
    }
    return known;
  }

  private T meaning(int[] labels) {
    Labels key = new Labels(labels);
    T known = meanings.get(key);
    if (known == null) {
      if (meanings.size() >= MOST_MEANINGS) {
        meanings.clear();
      }
      known = meanings.computeIfAbsent(key, k -> meaning.apply(k.sorted));
    }
    return known;
  }

  /** The state that follows; null if the table has no room for it. */
  private @Nullable State<T> follow(Table<T> current, State<T> state, int symbolClass) {
    State<T> next =
        current.state(trie, trie.step(state.positions, alphabet.symbol(symbolClass)), limit);
    if (next != null) {
      state.next[symbolClass] = next;
    }
    return next;
  }

  /** The rest of a walk for which the table has no room. */
  private T walk(Table<T> current, long[] positions, String text, int start) {
    if (current.walks.incrementAndGet() > 4 * limit && table == current) {
      table = newTable();
    }
    long[] now = positions;
    int at = start;
    while (at < text.length() && now.length > 0) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      now = trie.step(now, alphabet.folds ? CaseFold.fold(codePoint) : codePoint);
    }
    return meaning(trie.labels(now));
  }

  private Table<T> newTable() {
    return new Table<>(trie, alphabet.size());
  }

  /** How many states are kept. */
  int states() {
    return table.states.size();
  }

  /** How many nodes and leaves the patterns have. */
  int size() {
    return trie.size();
  }

  @Override
  public String toString() {
    return trie.toString();
  }

  /** Collects patterns with labels. */
  static final class Builder<T> {
    private final Map<GlobPattern, Set<Integer>> patterns = new HashMap<>();
    private boolean folds;
    private int mostStates = MOST_STATES;

    Builder<T> add(GlobPattern pattern, int label) {
      patterns.computeIfAbsent(pattern, key -> new TreeSet<>()).add(label);
      return this;
    }

    /** Texts are folded before they are compared; patterns must be folded already. */
    Builder<T> ignoringCase() {
      folds = true;
      return this;
    }

    /** Room for fewer states. */
    Builder<T> mostStates(int states) {
      mostStates = states;
      return this;
    }

    /**
     * The set.
     *
     * @param meaning from sorted labels to what they mean; called once for each set of labels as
     *     long as it is remembered
     */
    PatternSet<T> build(Function<int[], T> meaning) {
      PatternTrie trie = new PatternTrie(patterns);
      return new PatternSet<>(trie, new Alphabet(trie.literals(), folds), meaning, mostStates);
    }
  }

  /**
   * Characters that no pattern tells apart are one class; class 0 holds those that no pattern
   * names, class 1 the colon.
   */
  private static final class Alphabet {
    private final int[] symbols;
    private final int[] ascii = new int[128];
    private final boolean folds;

    Alphabet(int[] literals, boolean folds) {
      this.folds = folds;
      TreeSet<Integer> named = new TreeSet<>();
      for (int literal : literals) {
        named.add(literal);
      }
      named.remove((int) ':');
      symbols = new int[named.size()];
      int i = 0;
      for (int literal : named) {
        symbols[i++] = literal;
      }
      for (int c = 0; c < 128; c++) {
        ascii[c] = find(c);
      }
    }

    int size() {
      return symbols.length + 2;
    }

    int classOf(int codePoint) {
      return codePoint < 128 ? ascii[codePoint] : find(codePoint);
    }

    /** A character of a class; for class 0 one that fits only wildcards. */
    int symbol(int symbolClass) {
      return switch (symbolClass) {
        case 0 -> OTHER;
        case 1 -> ':';
        default -> symbols[symbolClass - 2];
      };
    }

    private int find(int codePoint) {
      int folded = folds ? CaseFold.fold(codePoint) : codePoint;
      if (folded == ':') {
        return 1;
      }
      int at = Arrays.binarySearch(symbols, folded);
      return at < 0 ? 0 : at + 2;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // equals by content
  private record Labels(int[] sorted) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Labels labels && Arrays.equals(sorted, labels.sorted);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sorted);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // equals by content
  private record Positions(long[] sorted) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Positions positions && Arrays.equals(sorted, positions.sorted);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sorted);
    }
  }

  /** The states met so far. */
  private static final class Table<T> {
    private final ConcurrentHashMap<Positions, State<T>> states = new ConcurrentHashMap<>();
    private final AtomicInteger walks = new AtomicInteger();
    private final int classes;
    private final State<T> start;
    private final State<T> dead;

    Table(PatternTrie trie, int classes) {
      this.classes = classes;
      this.dead = new State<>(trie, new long[0], classes);
      states.put(new Positions(dead.positions), dead);
      this.start = new State<>(trie, trie.start(), classes);
      states.put(new Positions(start.positions), start);
    }

    @Nullable State<T> state(PatternTrie trie, long[] positions, int limit) {
      Positions key = new Positions(positions);
      State<T> known = states.get(key);
      if (known != null) {
        return known;
      }
      if (states.size() >= limit) {
        return null;
      }
      return states.computeIfAbsent(key, k -> new State<>(trie, k.sorted, classes));
    }
  }

  /** A set of positions of the trie. */
  private static final class State<T> {
    private final long[] positions;
    private final State<T>[] next;
    private final PatternTrie.@Nullable Rest rest;

    /** Nothing that follows changes the positions. */
    private final boolean settled;

    private @Nullable T meaning;
    private @Nullable T restMeaning;
    private @Nullable State<T> after;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know nothing of T
    State(PatternTrie trie, long[] positions, int classes) {
      this.positions = positions;
      PatternTrie.Rest found = trie.rest(positions);
      this.rest = found.kind() == PatternTrie.Rest.Kind.UNKNOWN ? null : found;
      this.settled = trie.isFinal(positions);
      this.next = new State[rest == null && !settled ? classes : 0];
    }
  }
}
