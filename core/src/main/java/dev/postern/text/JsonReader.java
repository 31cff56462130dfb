package dev.postern.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads JSON text by RFC 8259 and nothing looser. Every part keeps its place; duplicate members are
 * kept. Ill-formed text has exactly one problem.
 */
public final class JsonReader {
  private static final int LONGEST_NUMBER = 1000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .build();

  private final Source source;
  private final JsonLimits limits;
  private final JsonParser parser;
  private final Lines lines;

  private JsonReader(Source source, JsonLimits limits, JsonParser parser) {
    this.source = source;
    this.limits = limits;
    this.parser = parser;
    this.lines = new Lines(source.text());
  }

  /** Reads a whole text. */
  public static Outcome<Json> read(Source source, JsonLimits limits) {
    return read(source, JsonPath.ROOT, limits);
  }

  /** Reads a text that stands inside another document, at {@code base}. */
  public static Outcome<Json> read(Source source, JsonPath base, JsonLimits limits) {
    if (source.text().length() > limits.maxCharacters()) {
      String message =
          "the text has "
              + source.text().length()
              + " characters, at most "
              + limits.maxCharacters()
              + " are read";
      Place place = new Place(source.name(), base, 1, 1);
      return new Outcome.Refused<>(
          List.of(new Problem(Problem.Severity.ERROR, place, message, "make it shorter", "")));
    }
    try (JsonParser parser = FACTORY.createParser(source.text().toCharArray())) {
      return new Outcome.Read<>(new JsonReader(source, limits, parser).document(base), List.of());
    } catch (IllFormed e) {
      return new Outcome.Refused<>(List.of(e.problem));
    } catch (IOException e) {
      return new Outcome.Refused<>(List.of(problem(source, base, e)));
    }
  }

  private Json document(JsonPath base) throws IOException, IllFormed {
    if (parser.nextToken() == null) {
      throw new IllFormed(
          Problem.error(
              source,
              new Place(source.name(), base, 1, 1),
              "the text is empty",
              "write a JSON value"));
    }
    Json json = value(base, 0);
    if (parser.nextToken() != null) {
      throw new IllFormed(
          Problem.error(
              source,
              here(base),
              "text after the end of the value",
              "remove what follows the value"));
    }
    return json;
  }

  private Json value(JsonPath path, int depth) throws IOException, IllFormed {
    Place place = here(path);
    JsonToken token = Objects.requireNonNull(parser.currentToken());
    return switch (token) {
      case START_OBJECT -> object(place, path, deeper(place, depth));
      case START_ARRAY -> array(place, path, deeper(place, depth));
      case VALUE_STRING -> new Json.Text(parser.getText(), place);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Number(parser.getText(), place);
      case VALUE_TRUE -> new Json.Truth("true", place);
      case VALUE_FALSE -> new Json.Truth("false", place);
      case VALUE_NULL -> new Json.Null(place);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value starts with " + token);
    };
  }

  private Json object(Place place, JsonPath path, int depth) throws IOException, IllFormed {
    List<Json.Member> members = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = Objects.requireNonNull(parser.currentName());
      JsonPath memberPath = path.member(name);
      Place namePlace = here(memberPath);
      parser.nextToken();
      members.add(new Json.Member(name, namePlace, value(memberPath, depth)));
    }
    return new Json.Members(members, place);
  }

  private Json array(Place place, JsonPath path, int depth) throws IOException, IllFormed {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(path.element(elements.size()), depth));
    }
    return new Json.Elements(elements, place);
  }

  private int deeper(Place place, int depth) throws IllFormed {
    if (depth >= limits.maxDepth()) {
      throw new IllFormed(
          Problem.error(
              source,
              place,
              "nested deeper than " + limits.maxDepth() + " levels",
              "make it flatter"));
    }
    return depth + 1;
  }

  private Place here(JsonPath path) {
    return lines.place(source.name(), path, (int) parser.currentTokenLocation().getCharOffset());
  }

  private static Problem problem(Source source, JsonPath base, IOException failure) {
    String text = source.text();
    int offset = text.length();
    if (failure instanceof JsonProcessingException ill && ill.getLocation() != null) {
      offset = Math.clamp(ill.getLocation().getCharOffset(), 0, text.length());
    }
    if (failure instanceof JsonEOFException) {
      offset = text.length();
    }
    Place place = new Lines(text).place(source.name(), base, offset);
    if (failure instanceof StreamConstraintsException) {
      return Problem.error(
          source,
          place,
          "a number of more than " + LONGEST_NUMBER + " digits",
          "write it as a string");
    }
    if (offset == text.length()) {
      return Problem.error(
          source, place, "the text ends before the value does", "close every `{`, `[` and `\"`");
    }
    return Problem.error(
        source, place, "not JSON: " + seen(text.codePointAt(offset)), mend(text.charAt(offset)));
  }

  private static String seen(int codePoint) {
    boolean plain = codePoint > ' ' && codePoint != 0xFEFF && Character.isDefined(codePoint);
    return "unexpected "
        + (plain ? "`" + Character.toString(codePoint) + "`" : "U+%04X".formatted(codePoint));
  }

  private static String mend(char seen) {
    return switch (seen) {
      case '\'' -> "write texts in double quotes";
      case ']', '}' -> "remove the comma before it, or give the value that is missing";
      case '/', '#' -> "JSON has no comments: remove it";
      case '\uFEFF' -> "remove the byte order mark";
      case '\n', '\r', '\t' -> "close the text with `\"`, or write the character as an escape";
      default -> "look for a missing comma, colon or quote before it";
    };
  }

  /** From offsets to lines and columns; fast while offsets grow. */
  private static final class Lines {
    private final String text;
    private int line = 1;
    private int start;
    private int end;

    Lines(String text) {
      this.text = text;
      this.end = text.indexOf('\n');
    }

    Place place(String name, JsonPath path, int offset) {
      if (offset < start) {
        line = 1;
        start = 0;
        end = text.indexOf('\n');
      }
      while (end >= 0 && end < offset) {
        line++;
        start = end + 1;
        end = text.indexOf('\n', start);
      }
      return new Place(name, path, line, offset - start + 1);
    }
  }

  /** Leaves the recursion with the one problem. */
  private static final class IllFormed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    IllFormed(Problem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }
  }
}
