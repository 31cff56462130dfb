package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postern.directory.Directory;
import dev.postern.directory.EvaluationSettings;
import dev.postern.examples.Decider;
import dev.postern.examples.Example;
import dev.postern.examples.ExampleRun;
import dev.postern.examples.PublishedDecider;
import dev.postern.reference.ReferenceAuthorizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds W-1 to W-220 of IAM-SEMANTICS, section 15, against everything that decides. */
final class WorkedExamplesTest {
  private static final int LAST = 220;
  private static final EvaluationSettings SETTINGS = EvaluationSettings.DEFAULT;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z"));
  private static final List<Example> EXAMPLES = Example.all();

  private static Map<String, Function<Directory, Decider>> deciders() {
    Map<String, Function<Directory, Decider>> deciders = new LinkedHashMap<>();
    deciders.put("uncached", world -> PublishedDecider.uncached(world, SETTINGS, CLOCK));
    deciders.put("cold and warm", world -> PublishedDecider.caching(world, SETTINGS, CLOCK));
    deciders.put(
        "reference",
        world ->
            Decider.of(
                new ReferenceAuthorizer(world, SETTINGS, CLOCK), ReferenceAuthorizer::explain));
    return deciders;
  }

  @TestFactory
  Stream<DynamicNode> examples() {
    return deciders().entrySet().stream()
        .map(entry ->
            dynamicContainer(
                entry.getKey(), examples(new ExampleRun(entry.getValue()), entry.getKey())));
  }

  private static Stream<DynamicNode> examples(ExampleRun run, String decider) {
    return EXAMPLES.stream()
        .map(example -> dynamicTest(example + ", " + decider, () -> run.holds(example)));
  }

  @Test
  @DisplayName("W-1 to W-220 each occur")
  void files_haveEveryExample() {
    assertThat(EXAMPLES)
        .extracting(Example::id)
        .containsAll(IntStream.rangeClosed(1, LAST).mapToObj(n -> "W-" + n).toList());
  }
}
