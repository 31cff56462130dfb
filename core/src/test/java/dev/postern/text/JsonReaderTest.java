package dev.postern.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
  private static final JsonLimits LIMITS = new JsonLimits(20_000_000, 32);

  private static Outcome<Json> read(String text) {
    return JsonReader.read(new Source("t.json", text), LIMITS);
  }

  @Test
  void object_withDuplicates_keepsBothWithPlaces() {
    Outcome<Json> outcome = read("{\"a\": 1,\n  \"a\": [true, \"\uD83D\uDE00\", 3.0]}");
    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    Json.Members object = (Json.Members) ((Outcome.Read<Json>) outcome).value();
    assertThat(object.place()).hasToString("t.json:1:1 ($)");
    assertThat(object.members().getFirst().place().column()).isEqualTo(2);
    assertThat(object.members().getFirst().value().place().column()).isEqualTo(7);
    Json.Member second = object.members().getLast();
    assertThat(second.place().line()).isEqualTo(2);
    assertThat(second.place().column()).isEqualTo(3);
    Json.Elements list = (Json.Elements) second.value();
    assertThat(list.place().column()).isEqualTo(8);
    assertThat(list.elements().get(1).place().column()).isEqualTo(15);
    assertThat(list.elements().get(2)).isInstanceOf(Json.Number.class);
    assertThat(list.elements().get(2).place().column()).isEqualTo(21);
    assertThat(((Json.Number) list.elements().get(2)).sourceText()).isEqualTo("3.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{'a':1}",
        "// c\n1",
        "NaN",
        "01",
        "1.",
        "+1",
        "\"\n\"",
        "1 2",
        "{} x",
        "\"\\x\"",
        "\uFEFF1",
        "tru",
        "truex",
        "[1 2]",
        "{\"a\"}",
        "\"abc",
        "\"\\u12\"",
        "[1}",
        "-",
        "1e",
        "]"
      })
  void text_illFormed_hasOneProblem(String text) {
    Outcome<Json> outcome = read(text);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(outcome.problems()).hasSize(1);
    assertThat(outcome.problems().getFirst().mend()).isNotEmpty();
  }

  @Test
  void text_withTrailingComma_pointsAtBracket() {
    assertThat(read("{\n \"a\": [1,]}").problems().getFirst().print())
        .isEqualTo(
            """
            t.json:2:10 ($): error: not JSON: unexpected `]`
                 "a": [1,]}
                         ^
                mend: remove the comma before it, or give the value that is missing
            """
                .replace("                 \"a\"", "     \"a\"")
                .replace("                         ^", "             ^"));
  }

  @Test
  void nesting_tenMegabytes_isRefused() {
    assertThat(read("[".repeat(10_000_000)).problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("nested deeper than 32 levels");
  }

  @Test
  void text_tooLong_isRefused() {
    assertThat(JsonReader.read(new Source("t", "[1,2]"), new JsonLimits(4, 5)).problems())
        .hasSize(1);
  }

  @Test
  void number_tooLong_isRefused() {
    assertThat(read("[" + "1".repeat(1001) + "]").problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("a number of more than 1000 digits");
  }
}
