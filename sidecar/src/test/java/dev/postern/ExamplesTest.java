package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.EvaluationSettings;
import dev.postern.documents.DirectoryReader;
import dev.postern.documents.Document;
import dev.postern.files.YamlReader;
import dev.postern.model.CheckRequest;
import dev.postern.model.StatedContext;
import dev.postern.pdp.Admission;
import dev.postern.pdp.PolicyDecisionPoint;
import dev.postern.pdp.Snapshot;
import dev.postern.text.Json;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import dev.postern.wire.PrincipalText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples load without a problem, and every question of theirs has its right answer, decided
 * and remembered (R-0.3, N-1.2 to N-1.7, N-2.3).
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  @TestFactory
  Stream<DynamicContainer> everyQuestion_hasItsRightAnswer() throws IOException {
    return stories().stream()
        .map(story -> {
          Snapshot world = world(story.getParent().getFileName().toString());
          return dynamicContainer(
              story.getFileName().toString(),
              questions(story).stream().map(question -> question.test(world)));
        });
  }

  @Test
  void theStoriesAskEnough() throws IOException {
    for (Path story : stories()) {
      List<String> answers = questions(story).stream().map(Question::expected).distinct().toList();
      assertThat(answers).as(story.toString()).contains("allowed", "implicitDeny");
    }
    assertThat(stories()).hasSizeGreaterThanOrEqualTo(5);
  }

  private static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES.resolve("questions"))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static List<Question> questions(Path story) {
    return lines(story)
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Question::of)
        .toList();
  }

  private static Stream<String> lines(Path file) {
    return text(file).lines();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Snapshot world(String folder) {
    List<Document> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(EXAMPLES.resolve(folder))) {
      files.filter(Files::isRegularFile).sorted().forEach(file -> documents.add(document(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PolicyDecisionPoint decisions =
        PolicyDecisionPoint.caching(
            EvaluationSettings.DEFAULT, InstantSource.system(), new DecisionCache(1 << 20));
    return decisions.publish(clean(new DirectoryReader().read(documents, List.of())));
  }

  private static Document document(Path file) {
    Source source = new Source(file.toString(), text(file));
    Outcome<Json> outcome =
        file.toString().endsWith(".json")
            ? JsonReader.read(source, DirectoryReader.LIMITS)
            : YamlReader.read(source, DirectoryReader.LIMITS);
    return new Document(source, clean(outcome));
  }

  private static <T> T clean(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Refused<T>(List<Problem> problems) -> throw new AssertionError(print(problems));
      case Outcome.Read<T>(T value, List<Problem> warnings) -> {
        assertThat(print(warnings)).isEmpty();
        yield value;
      }
    };
  }

  private static String print(List<Problem> problems) {
    return problems.stream().map(Problem::print).collect(Collectors.joining());
  }

  /** A line of a question file: the right decision, then the arguments of {@code postern check}. */
  private record Question(String expected, String text) {
    static Question of(String line) {
      String[] parts = line.split("\\s+", 2);
      assertThat(parts[0]).as(line).isIn("allowed", "explicitDeny", "implicitDeny");
      return new Question(parts[0], parts[1]);
    }

    DynamicTest test(Snapshot world) {
      return dynamicTest(
          text + " " + expected,
          () -> {
            Admission admission = world.admit(request());
            assertThat(admission).isInstanceOf(Admission.Admitted.class);
            Admission.Admitted admitted = (Admission.Admitted) admission;
            for (int time = 0; time < 2; time++) {
              assertThat(world.check(admitted).decision().verdict().wireName()).isEqualTo(expected);
            }
            assertThat(world.explain(admitted).decision().verdict().wireName()).isEqualTo(expected);
          });
    }

    private CheckRequest request() {
      String[] words = text.split("\\s+");
      Map<String, List<String>> context = new LinkedHashMap<>();
      for (int i = 3; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        context.put(words[i].substring(0, equals), List.of(words[i].substring(equals + 1)));
      }
      return new CheckRequest(
          PrincipalText.read(words[0]).orElseThrow(),
          words[1],
          words[2],
          CheckRequest.UNSAID,
          StatedContext.of(context));
    }
  }
}
