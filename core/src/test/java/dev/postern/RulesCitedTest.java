package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every rule of IAM-SEMANTICS that speaks of evaluation is named by a test or excused here. */
final class RulesCitedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SPECIFICATION = ROOT.resolve("docs/spec/IAM-SEMANTICS.md");
  private static final Pattern DEFINED = Pattern.compile("(?m)^\\* \\*\\*(R-\\d+\\.\\d+)\\*\\*");
  private static final Pattern CITED = Pattern.compile("R-\\d+\\.\\d+");

  /** Rules that no test names, with the reason. */
  private static final Map<String, String> EXCEPTIONS = Map.ofEntries();

  @Test
  @DisplayName("rules that no test names stand in the list of exceptions, and no others")
  void rules_thatNoTestNames_areExcused() throws IOException {
    assertThat(uncited()).isEqualTo(new TreeSet<>(EXCEPTIONS.keySet()));
  }

  private static TreeSet<String> uncited() throws IOException {
    TreeSet<String> rules = new TreeSet<>();
    DEFINED
        .matcher(Files.readString(SPECIFICATION))
        .results()
        .map(match -> match.group(1))
        .forEach(rules::add);
    assertThat(rules).as("rules found").hasSizeGreaterThan(200);
    for (String module : List.of("core", "sidecar")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("RulesCitedTest.java")) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            CITED.matcher(text).results().map(MatchResult::group).forEach(rules::remove);
          }
        }
      }
    }
    return rules;
  }
}
