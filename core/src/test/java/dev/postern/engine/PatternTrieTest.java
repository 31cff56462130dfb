package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is compiled prints itself: `**` any run, `*` a run without colon, `??` and `?` likewise. */
final class PatternTrieTest {
  private static PatternTrie trie(String... printed) {
    Map<GlobPattern, Set<Integer>> patterns = new HashMap<>();
    for (int i = 0; i < printed.length; i++) {
      patterns.put(GlobOracle.glob(printed[i]), Set.of(i));
    }
    return new PatternTrie(patterns);
  }

  @Test
  void onePattern_isOneLeaf() {
    assertThat(trie("s3:Get*")).hasToString("s3:Get* = [0]\n");
  }

  @Test
  void patterns_partWhereTheyDiffer() {
    assertThat(trie("s3:Get*", "s3:GetObject", "s3:Put*", "sqs:*", "**"))
        .hasToString(
            """
            ** = [4]
            s
              3:
                Get
                  * = [0]
                  Object = [1]
                Put* = [2]
              qs:* = [3]
            """);
  }

  @Test
  void patternThatEndsInsideAnother_endsAtTheNode() {
    assertThat(trie("a", "a**", "a**b", "a?", "a??c", "\u00E9:*"))
        .hasToString(
            """
            a
              = [0]
              ? = [3]
              ??c = [4]
              **
                = [1]
                b = [2]
            \u00E9:* = [5]
            """);
  }

  @Test
  void literalWildcards_printEscaped() {
    GlobBuffer buffer = new GlobBuffer();
    buffer.literal("a*?\\");
    buffer.wildcard(GlobPattern.FIELD_RUN);
    assertThat(buffer.toPattern()).hasToString("a\\*\\?\\\\*");
  }

  /** of a pattern nothing before its last possible run is carried along. */
  @Test
  void adversarialPattern_carriesFewPositions() {
    PatternTrie trie = trie("a**a**a**a**b");
    long[] positions = trie.start();
    for (int i = 0; i < 10_000; i++) {
      positions = trie.step(positions, 'a');
      assertThat(positions.length).isLessThanOrEqualTo(3);
    }
    assertThat(trie.labels(positions)).isEmpty();
    assertThat(trie.labels(trie.step(positions, 'b'))).containsExactly(0);
  }

  @Test
  void rest_ofASingleLiteralOrPrefix_isText() {
    PatternTrie trie = trie("abc", "xyz**", "k*l");
    assertThat(trie.rest(trie.step(trie.start(), 'a')).text()).isEqualTo("bc");
    assertThat(trie.rest(trie.step(trie.start(), 'a')).kind())
        .isEqualTo(PatternTrie.Rest.Kind.EXACT);
    assertThat(trie.rest(trie.step(trie.start(), 'x')).kind())
        .isEqualTo(PatternTrie.Rest.Kind.PREFIX);
    assertThat(trie.rest(trie.step(trie.start(), 'k')).kind())
        .isEqualTo(PatternTrie.Rest.Kind.UNKNOWN);
    assertThat(trie.rest(trie.start()).kind()).isEqualTo(PatternTrie.Rest.Kind.UNKNOWN);
  }
}
