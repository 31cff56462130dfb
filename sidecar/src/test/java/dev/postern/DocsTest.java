package dev.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names is there. */
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");
  private static final Pattern CLASS = Pattern.compile("`(?:[a-z]+\\.)?([A-Z][A-Za-z]+)`");
  private static final Pattern ROWS = Pattern.compile("W-(\\d+)(?: to W-(\\d+))?");
  private static final Pattern RULES =
      Pattern.compile("\\b([REN])-(\\d+)\\.(\\d+)(?: to [REN]-\\d+\\.(\\d+))?");

  @Test
  void everyLink_leadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : all(LINK, Files.readString(page))) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          dead.add(ROOT.relativize(page) + ": " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyClassOfTheTable_exists() throws IOException {
    Set<String> classes = classNames();
    Set<String> missing = new TreeSet<>();
    for (String row : table()) {
      for (MatchResult name : all(CLASS, row.split("\\|")[3])) {
        if (!classes.contains(name.group(1))) {
          missing.add(name.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyWorkedExampleIsInTheTable_andTheOtherWayRound() throws IOException {
    Set<Integer> named = new TreeSet<>();
    for (String row : table()) {
      named.addAll(numbers(all(ROWS, row)));
    }
    Set<Integer> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("core/src/test/resources/worked-examples"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        all(Pattern.compile("(?m)^- id: W-(\\d+)()"), Files.readString(file))
            .forEach(id -> there.add(Integer.parseInt(id.group(1))));
      }
    }
    assertThat(named).isEqualTo(there);
  }

  @Test
  void everyRuleNamed_standsInASpecification() throws IOException {
    Set<String> rules = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/spec"))) {
      for (Path file : files.toList()) {
        all(Pattern.compile("\\*\\*([A-Z]-\\d+\\.\\d+)\\*\\*"), Files.readString(file))
            .forEach(rule -> rules.add(rule.group(1)));
      }
    }
    Set<String> missing = new TreeSet<>();
    for (Path page : pages()) {
      for (MatchResult named : all(RULES, Files.readString(page))) {
        int first = Integer.parseInt(named.group(3));
        int last = named.group(4) == null ? first : Integer.parseInt(named.group(4));
        IntStream.rangeClosed(first, last)
            .mapToObj(n -> named.group(1) + "-" + named.group(2) + "." + n)
            .filter(rule -> !rules.contains(rule))
            .forEach(rule -> missing.add(ROOT.relativize(page) + ": " + rule));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("", "docs", "docs/adr", "examples")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  private static List<String> table() throws IOException {
    List<String> rows =
        Files.readString(ROOT.resolve("docs/ARCHITECTURE.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("| sentence |"))
            .skip(2)
            .filter(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(30);
    return rows;
  }

  private static Set<String> classNames() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : List.of("core", "sidecar")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        names.addAll(
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet()));
      }
    }
    return names;
  }

  private static Set<Integer> numbers(List<MatchResult> ranges) {
    Set<Integer> numbers = new TreeSet<>();
    for (MatchResult range : ranges) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      IntStream.rangeClosed(first, last).forEach(numbers::add);
    }
    return numbers;
  }

  private static List<MatchResult> all(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().toList();
  }
}
