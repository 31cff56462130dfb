package dev.postern.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** One glob against one text. */
final class GlobMatcherTest {
  private final GlobMatcher matcher = new GlobMatcher();

  @Test
  void randomPatterns_matchAsTheOracleSays() {
    Random random = new Random(5);
    int matched = 0;
    for (int i = 0; i < 60_000; i++) {
      GlobPattern pattern = GlobOracle.pattern(random, 10);
      String text =
          random.nextInt(4) == 0 ? GlobOracle.text(random, 10) : GlobOracle.text(random, pattern);
      boolean expected = GlobOracle.matches(pattern, text);
      matched += expected ? 1 : 0;
      assertThat(matcher.matches(pattern, text)).as("%s on %s", pattern, text).isEqualTo(expected);
    }
    assertThat(matched).isBetween(10_000, 50_000);
  }

  @Test
  void buffer_usedAgain_matchesLikeItsPattern() {
    Random random = new Random(6);
    GlobBuffer buffer = new GlobBuffer();
    for (int i = 0; i < 10_000; i++) {
      GlobPattern pattern = GlobOracle.pattern(random, 10);
      buffer.clear();
      for (int symbol : pattern.symbols()) {
        if (symbol < 0) {
          buffer.wildcard(symbol);
        } else {
          buffer.literal(Character.toString(symbol));
        }
      }
      assertThat(buffer.toPattern()).isEqualTo(pattern);
      String text = GlobOracle.text(random, pattern);
      assertThat(matcher.matches(buffer, text)).isEqualTo(matcher.matches(pattern, text));
    }
  }

  @Test
  void buffer_longerThanItsRoom_grows() {
    GlobBuffer buffer = new GlobBuffer();
    String text = "a:\uD83D\uDE00".repeat(500);
    buffer.literal(text);
    assertThat(buffer.length()).isEqualTo(1500);
    assertThat(buffer.colons()).isEqualTo(500);
    assertThat(matcher.matches(buffer, text)).isTrue();
    buffer.wildcard(GlobPattern.FIELD_RUN);
    buffer.wildcard(GlobPattern.ANY_RUN);
    buffer.wildcard(GlobPattern.FIELD_RUN);
    assertThat(buffer.length()).isEqualTo(1501);
    assertThat(matcher.matches(buffer, text + "::")).isTrue();
    buffer.clear();
    assertThat(buffer.colons()).isZero();
    assertThat(matcher.matches(buffer, "")).isTrue();
  }

  /** a few positions for each character, however many runs the pattern has. */
  @Test
  void adversarialPattern_onTheTextItFears_looksAtFewPositions() {
    GlobPattern pattern = GlobOracle.glob("a**".repeat(50) + "b");
    String text = "a".repeat(20_000);
    long before = matcher.steps();
    assertThat(matcher.matches(pattern, text)).isFalse();
    assertThat(matcher.steps() - before).isLessThan(3L * text.length());
    assertThat(matcher.matches(pattern, text + "b")).isTrue();
  }

  /** Runs without colon cannot be forgotten before the next colon; still pattern times text. */
  @Test
  void fieldRuns_onOneLongField_lookAtNoMoreThanTheProduct() {
    GlobPattern pattern = GlobOracle.glob("a*".repeat(50) + "b");
    String text = "a".repeat(2_000);
    long before = matcher.steps();
    assertThat(matcher.matches(pattern, text)).isFalse();
    assertThat(matcher.steps() - before)
        .isLessThanOrEqualTo((long) (pattern.symbols().length + 1) * text.length());
  }
}
