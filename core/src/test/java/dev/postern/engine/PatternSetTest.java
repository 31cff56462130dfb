package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of patterns answer as each pattern alone would. */
final class PatternSetTest {
  private static final int ROOMY = 100_000;

  private static PatternSet<List<Integer>> set(List<GlobPattern> patterns, int mostStates) {
    PatternSet.Builder<List<Integer>> builder = PatternSet.builder();
    for (int i = 0; i < patterns.size(); i++) {
      builder.add(patterns.get(i), i);
    }
    return builder.mostStates(mostStates).build(PatternSetTest::boxed);
  }

  private static PatternSet<List<Integer>> set(String... printed) {
    return set(Arrays.stream(printed).map(GlobOracle::glob).toList(), ROOMY);
  }

  private static List<Integer> boxed(int[] labels) {
    return IntStream.of(labels).boxed().toList();
  }

  private static List<Integer> expected(List<GlobPattern> patterns, String text) {
    return IntStream.range(0, patterns.size())
        .filter(i -> GlobOracle.matches(patterns.get(i), text))
        .boxed()
        .toList();
  }

  private static List<GlobPattern> patterns(Random random, int count) {
    List<GlobPattern> patterns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      patterns.add(GlobOracle.pattern(random, 8));
    }
    return patterns;
  }

  private static String text(Random random, List<GlobPattern> patterns) {
    return random.nextInt(4) == 0
        ? GlobOracle.text(random, 9)
        : GlobOracle.text(random, patterns.get(random.nextInt(patterns.size())));
  }

  @ParameterizedTest(name = "room for {0} states")
  @ValueSource(ints = {0, 3, 8, 40, ROOMY})
  void randomPatterns_whateverTheRoom_matchAsTheOracleSays(int mostStates) {
    Random random = new Random(mostStates);
    int matched = 0;
    for (int round = 0; round < 400; round++) {
      List<GlobPattern> patterns = patterns(random, 1 + random.nextInt(12));
      PatternSet<List<Integer>> set = set(patterns, mostStates);
      for (int i = 0; i < 60; i++) {
        String text = text(random, patterns);
        List<Integer> expected = expected(patterns, text);
        matched += expected.size();
        assertThat(set.match(text)).as("%s in\n%s", text, set).isEqualTo(expected);
      }
      assertThat(set.states()).isLessThanOrEqualTo(Math.max(2, mostStates));
    }
    assertThat(matched).isGreaterThan(5_000);
  }

  @ParameterizedTest(name = "room for {0} states")
  @ValueSource(ints = {0, 8, ROOMY})
  void randomPatterns_ignoringCase_matchFoldedText(int mostStates) {
    Random random = new Random(7 + mostStates);
    for (int round = 0; round < 300; round++) {
      List<GlobPattern> patterns =
          patterns(random, 1 + random.nextInt(8)).stream().map(GlobPattern::folded).toList();
      PatternSet.Builder<List<Integer>> builder = PatternSet.builder();
      for (int i = 0; i < patterns.size(); i++) {
        builder.add(patterns.get(i), i);
      }
      PatternSet<List<Integer>> set =
          builder.ignoringCase().mostStates(mostStates).build(PatternSetTest::boxed);
      for (int i = 0; i < 60; i++) {
        String text = text(random, patterns);
        List<Integer> expected =
            IntStream.range(0, patterns.size())
                .filter(p -> GlobOracle.matchesIgnoringCase(patterns.get(p), text))
                .boxed()
                .toList();
        assertThat(set.match(text)).as("%s in\n%s", text, set).isEqualTo(expected);
      }
    }
  }

  @Test
  void equalPatterns_withSeveralLabels_answerAll() {
    PatternSet<List<Integer>> set = set("a*", "b", "a*");
    assertThat(set.match("ax")).containsExactly(0, 2);
    assertThat(set.match("b")).containsExactly(1);
    assertThat(set.match("")).isEmpty();
  }

  @Test
  void equalSetsOfLabels_meanTheSameObject() {
    AtomicInteger calls = new AtomicInteger();
    PatternSet.Builder<Object> builder = PatternSet.builder();
    builder.add(GlobOracle.glob("a**"), 0).add(GlobOracle.glob("**b"), 1);
    PatternSet<Object> set =
        builder.build(labels -> {
          calls.incrementAndGet();
          return new Object();
        });
    assertThat(set.match("axb")).isSameAs(set.match("ab")).isSameAs(set.match("a:yb"));
    assertThat(set.match("x")).isNotSameAs(set.match("ax"));
    assertThat(calls).hasValue(3);
  }

  @Test
  void halfASurrogatePair_isNoPrefixOfTheWholePair() {
    PatternSet<List<Integer>> set = set("\uD83D**");
    assertThat(set.match("\uD83D")).containsExactly(0);
    assertThat(set.match("\uD83Dx")).containsExactly(0);
    assertThat(set.match("\uD83D\uDE00")).isEmpty();
  }

  @Test
  void emptySet_matchesNothing() {
    PatternSet<List<Integer>> set = set();
    assertThat(set.match("")).isEmpty();
    assertThat(set.match("a:b")).isEmpty();
  }

  @Test
  void literalsPrefixesAndSuffixes_leadToAboutAsManyStatesAsTheyHaveNodes() {
    List<GlobPattern> patterns = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      patterns.add(GlobOracle.glob("arn:lit/" + i));
      patterns.add(GlobOracle.glob("arn:pre/" + i + "/**"));
      patterns.add(GlobOracle.glob("**:suf/" + i));
    }
    PatternSet<List<Integer>> set = set(patterns, ROOMY);
    for (int i = 0; i < 1000; i++) {
      assertThat(set.match("arn:lit/" + i)).containsExactly(3 * i);
      assertThat(set.match("arn:pre/" + i + "/x/y")).containsExactly(3 * i + 1);
      assertThat(set.match("arn:x:suf/" + i)).containsExactly(3 * i + 2);
    }
    assertThat(set.states()).isLessThan(2 * set.size());
  }

  /** the states of `a*a*a*a*b` on `aaaa…` are few, and text of any length adds none. */
  @Test
  void adversarialPattern_onTheTextItFears_needsFewStates() {
    PatternSet<List<Integer>> set = set("a**a**a**a**b", "a**a**a**a**c");
    assertThat(set.match("a".repeat(100))).isEmpty();
    int states = set.states();
    assertThat(states).isLessThan(12);
    assertThat(set.match("a".repeat(100_000))).isEmpty();
    assertThat(set.match("a".repeat(100_000) + "b")).containsExactly(0);
    assertThat(set.states()).isLessThanOrEqualTo(states + 2);
  }

  /**
   * Ever new texts fill the table; those that were there before must not stay shut out for good.
   */
  @Test
  void fullTable_afterManyWalks_isBegunAnew() {
    List<GlobPattern> patterns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      patterns.add(GlobOracle.glob("**" + (char) ('a' + i) + "**" + (char) ('f' - i) + "**"));
    }
    PatternSet<List<Integer>> set = set(patterns, 10);
    Random random = new Random(3);
    boolean shrank = false;
    int before = 0;
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < 12; c++) {
        text.append((char) ('a' + random.nextInt(6)));
      }
      assertThat(set.match(text.toString())).isEqualTo(expected(patterns, text.toString()));
      assertThat(set.states()).isLessThanOrEqualTo(10);
      shrank |= set.states() < before;
      before = set.states();
    }
    assertThat(shrank).isTrue();
  }

  @ParameterizedTest(name = "room for {0} states")
  @ValueSource(ints = {6, ROOMY})
  void severalThreads_atOnce_seeTheSameAnswers(int mostStates) throws Exception {
    List<GlobPattern> patterns = patterns(new Random(11), 20);
    PatternSet<List<Integer>> set = set(patterns, mostStates);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      long seed = thread;
      tasks.add(() -> {
        Random random = new Random(seed);
        int wrong = 0;
        for (int i = 0; i < 5_000; i++) {
          String text = text(random, patterns);
          wrong += set.match(text).equals(expected(patterns, text)) ? 0 : 1;
        }
        return wrong;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> wrong : threads.invokeAll(tasks)) {
        assertThat(wrong.get()).isZero();
      }
    }
  }
}
