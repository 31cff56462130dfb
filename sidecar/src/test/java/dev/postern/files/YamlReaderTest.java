package dev.postern.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.postern.text.Json;
import dev.postern.text.JsonLimits;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Source;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML as a way to write JSON (N-1.1, N-1.8). */
class YamlReaderTest {
  private static final JsonLimits LIMITS = new JsonLimits(10_000, 20);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2012-10-17 | Text 2012-10-17",
        "'2012-10-17' | Text 2012-10-17",
        "123456789012 | Number 123456789012",
        "012345678901 | Text 012345678901",
        "1e3 | Number 1e3",
        ".5 | Text .5",
        "0x10 | Text 0x10",
        "true | Truth true",
        "True | Text True",
        "yes | Text yes",
        "null | Null",
        "~ | Text ~",
        "12:30:45 | Text 12:30:45",
        "s3:* | Text s3:*",
        "\"true\" | Text true",
      })
  void aPlainScalar_isWhatJsonWouldHaveItBe(String yaml, String expected) {
    assertThat(print(member("k: " + yaml))).isEqualTo(expected);
  }

  @Test
  void aQuotedScalar_isText() {
    assertThat(print(member("k: 'true'"))).isEqualTo("Text true");
    assertThat(print(member("k: |\n  1\n"))).isEqualTo("Text 1\n");
  }

  @Test
  void everyPart_hasItsPlace() {
    Json json = read("A: 1\nB:\n  - x\n  - {C: y}\n");
    Json.Members root = (Json.Members) json;
    assertThat(root.members().get(1).place().toString()).isEqualTo("f.yaml:2:1 ($.B)");
    Json.Elements list = (Json.Elements) root.members().get(1).value();
    assertThat(list.elements().get(0).place().toString()).isEqualTo("f.yaml:3:5 ($.B[0])");
    Json.Members inner = (Json.Members) list.elements().get(1);
    assertThat(inner.get("C").orElseThrow().place().toString()).isEqualTo("f.yaml:4:9 ($.B[1].C)");
  }

  @Test
  void aColumn_countsUtf16UnitsAfterCharactersOutsideThePlane() {
    Json.Members root = (Json.Members) read("A: ['\uD83D\uDE00', b]\r\nC: d\r\n");
    Json.Elements list = (Json.Elements) root.members().get(0).value();
    assertThat(list.elements().get(1).place().toString()).isEqualTo("f.yaml:1:11 ($.A[1])");
    assertThat(root.members().get(1).place().toString()).isEqualTo("f.yaml:2:1 ($.C)");
  }

  @Test
  void duplicateMembers_areKept() {
    assertThat(((Json.Members) read("A: 1\nA: 2\n")).members()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &x 1 | f.yaml:1:4 ($.a): error: the anchor `&x`: anchors are not read",
        "a: *x | f.yaml:1:4 ($.a): error: the alias `*x`: aliases are not read",
        "a: !!binary x | f.yaml:1:4 ($.a): error: the tag `tag:yaml.org,2002:binary`: tags are not read",
        "a: !x y | f.yaml:1:4 ($.a): error: the tag `!x`: tags are not read",
        "? [a] | f.yaml:1:3 ($): error: a key that is no text",
        "'' | f.yaml:1:1 ($): error: the text is empty",
        "# nothing | f.yaml:1:10 ($): error: the text is empty",
        "{a: | f.yaml:1:4 ($): error: not YAML: expected the node content, but found '<stream end>'",
        "'a: b: c' | f.yaml:1:5 ($): error: not YAML: mapping values are not allowed here",
      })
  void textThatIsNotRead_hasOneProblemWithItsPlace(String yaml, String expected) {
    Outcome<Json> outcome = YamlReader.read(new Source("f.yaml", yaml), LIMITS);
    assertThat(outcome.problems()).hasSize(1);
    assertThat(outcome.problems().getFirst().print()).startsWith(expected);
  }

  @Test
  void aSecondDocument_isRefused() {
    assertThat(problem("a: 1\n---\nb: 2\n"))
        .startsWith("f.yaml:2:1 ($): error: a second document in one text");
  }

  @Test
  void limits_areKept() {
    assertThat(problem("[".repeat(21) + "]".repeat(21)))
        .startsWith("f.yaml:1:21 (" + "$" + "[0]".repeat(20) + "): error: nested deeper than 20");
    assertThat(problem("a".repeat(10_001))).contains("the text has 10001 characters");
    assertThat(problem("a: " + "1".repeat(1001))).contains("a number of more than 1000 digits");
    assertThat(problem("a: \u0001")).contains("the character U+0001 is not allowed");
  }

  /** Whatever the text: a value or one problem, never an exception; JSON means the same in YAML. */
  @FuzzTest(maxDuration = "60s")
  void anyText_isReadOrRefused(FuzzedDataProvider data) {
    Source source = new Source("f", data.consumeRemainingAsString());
    Outcome<Json> outcome = YamlReader.read(source, LIMITS);
    switch (outcome) {
      case Outcome.Refused<Json> refused -> {
        assertThat(refused.problems()).hasSize(1);
        Place place = refused.problems().getFirst().place();
        assertThat(place.column()).isBetween(1, source.line(place.line()).length() + 2);
      }
      case Outcome.Read<Json> read -> {
        if (JsonReader.read(source, LIMITS) instanceof Outcome.Read<Json> json) {
          assertThat(print(read.value())).isEqualTo(print(json.value()));
        }
      }
    }
  }

  private static Json read(String yaml) {
    Outcome<Json> outcome = YamlReader.read(new Source("f.yaml", yaml), LIMITS);
    return switch (outcome) {
      case Outcome.Read<Json> read -> read.value();
      case Outcome.Refused<Json> refused ->
          throw new AssertionError(refused.problems().getFirst().print());
    };
  }

  private static Json member(String yaml) {
    return ((Json.Members) read(yaml)).members().getFirst().value();
  }

  private static String problem(String yaml) {
    return YamlReader.read(new Source("f.yaml", yaml), LIMITS).problems().getFirst().print();
  }

  private static String print(Json json) {
    return switch (json) {
      case Json.Members members ->
          members.members().stream()
              .map(member -> member.name() + "=" + print(member.value()))
              .collect(Collectors.joining(",", "{", "}"));
      case Json.Elements elements ->
          elements.elements().stream()
              .map(YamlReaderTest::print)
              .collect(Collectors.joining(",", "[", "]"));
      case Json.Text text -> "Text " + text.value();
      case Json.Number number -> "Number " + number.sourceText();
      case Json.Truth truth -> "Truth " + truth.sourceText();
      case Json.Null nothing -> "Null";
    };
  }
}
