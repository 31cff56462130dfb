package dev.postern.examples;

import dev.postern.text.Json;
import dev.postern.text.JsonPath;
import dev.postern.text.JsonWriter;
import dev.postern.text.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** JSON trees made and taken apart. */
final class Trees {
  private static final Place NOWHERE = new Place("example", JsonPath.ROOT, 1, 1);

  private Trees() {}

  static Json text(String value) {
    return new Json.Text(value, NOWHERE);
  }

  static Json list(List<Json> elements) {
    return new Json.Elements(elements, NOWHERE);
  }

  static Json.Member member(String name, Json value) {
    return new Json.Member(name, NOWHERE, value);
  }

  static Json.Members object(Json.Member... members) {
    return new Json.Members(List.of(members), NOWHERE);
  }

  /** The object with members at its end that it does not have. */
  static Json.Members with(Json.Members object, Json.Member... more) {
    List<Json.Member> members = new ArrayList<>(object.members());
    for (Json.Member member : more) {
      if (object.get(member.name()).isEmpty()) {
        members.add(member);
      }
    }
    return new Json.Members(members, object.place());
  }

  static Json.Members asObject(Json json) {
    if (json instanceof Json.Members object) {
      return object;
    }
    throw new IllegalArgumentException(json.place() + " is no object");
  }

  static List<Json> asList(Json json) {
    return json instanceof Json.Elements list ? list.elements() : List.of(json);
  }

  /** A scalar as its own source text. */
  static String asText(Json json) {
    return switch (json) {
      case Json.Text(String text, _) -> text;
      case Json.Number(String text, _) -> text;
      case Json.Truth(String text, _) -> text;
      case Json.Null _, Json.Members _, Json.Elements _ ->
          throw new IllegalArgumentException(json.place() + " is no scalar");
    };
  }

  /** A text member; the other text where it is absent. */
  static String text(Json.Members object, String name, String otherwise) {
    return object.get(name).map(Trees::asText).orElse(otherwise);
  }

  /** A list member; empty where it is absent. */
  static List<Json> list(Json.Members object, String name) {
    return object.get(name).map(Trees::asList).orElse(List.of());
  }

  /** As JSON text. */
  static String print(Json json) {
    return switch (json) {
      case Json.Text(String text, _) -> JsonWriter.quote(text);
      case Json.Number(String text, _) -> text;
      case Json.Truth(String text, _) -> text;
      case Json.Null _ -> "null";
      case Json.Members object ->
          object.members().stream()
              .map(m -> JsonWriter.quote(m.name()) + ":" + print(m.value()))
              .collect(Collectors.joining(",", "{", "}"));
      case Json.Elements list ->
          list.elements().stream().map(Trees::print).collect(Collectors.joining(",", "[", "]"));
    };
  }
}
