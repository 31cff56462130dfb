package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every rule of IAM-SEMANTICS that speaks of evaluation is named by a test or excused here. */
final class RulesCitedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SPECIFICATION = ROOT.resolve("docs/spec/IAM-SEMANTICS.md");
  private static final Pattern DEFINED = Pattern.compile("(?m)^\\* \\*\\*(R-\\d+\\.\\d+)\\*\\*");
  private static final Pattern CITED = Pattern.compile("R-\\d+\\.\\d+");

  /** Rules that a test need not name, with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("R-0.3", "a definition; every decision of every test is one of the three"),
          Map.entry("R-0.4", "a list; the kinds of callers are rows of their own rules"),
          Map.entry("R-0.7", "a pointer to R-5.8 and R-6.9"),
          Map.entry("R-2.4", "a pointer to R-9.11 to R-9.17"),
          Map.entry("R-2.11", "a quota of writes; evaluation never depends on size"),
          Map.entry("R-2.12", "a quota of writes; evaluation never depends on size"),
          Map.entry("R-2.13", "a quota of writes; evaluation never depends on size"),
          Map.entry("R-2.14", "a quota of writes; evaluation never depends on size"),
          Map.entry("R-2.15", "a quota of writes; evaluation never depends on size"),
          Map.entry("R-2.16", "a quota of writes; evaluation never depends on size"),
          Map.entry("R-2.17", "says who enforces the quotas: not the evaluation"),
          Map.entry("R-4.11", "a bound on time, measured by the tests of pattern sets"),
          Map.entry("R-9.16", "speaks of lint alone"),
          Map.entry("R-13.6", "the wire shape of the simulation API"),
          Map.entry("R-14.7", "status and code of the AWS APIs"),
          Map.entry("R-14.17", "status and code of the Organizations API"));

  @Test
  @DisplayName("a rule that no test names stands in the list of exceptions")
  void rules_thatNoTestNames_areExcused() throws IOException {
    assertThat(EXCEPTIONS.keySet()).as("rules excused").isSubsetOf(rules());
    assertThat(uncited()).as("rules that no test names").isSubsetOf(EXCEPTIONS.keySet());
  }

  private static Set<String> rules() throws IOException {
    Set<String> rules = new TreeSet<>();
    DEFINED
        .matcher(Files.readString(SPECIFICATION))
        .results()
        .map(match -> match.group(1))
        .forEach(rules::add);
    assertThat(rules).as("rules found").hasSizeGreaterThan(200);
    return rules;
  }

  private static Set<String> uncited() throws IOException {
    Set<String> rules = rules();
    for (String module : List.of("core", "sidecar")) {
      Path tests = ROOT.resolve(module).resolve("src/test");
      if (Files.isDirectory(tests)) {
        try (Stream<Path> files = Files.walk(tests)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            rules.removeAll(cited(file));
          }
        }
      }
    }
    return rules;
  }

  private static Set<String> cited(Path file) throws IOException {
    if (file.endsWith("RulesCitedTest.java")) {
      return Set.of();
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return CITED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
