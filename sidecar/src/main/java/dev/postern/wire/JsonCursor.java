package dev.postern.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.postern.text.JsonPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the JSON of a request once, value by value, by RFC 8259 and nothing looser. Each method
 * looks at the value under the cursor and leaves the cursor at its end. What is wrong with a value
 * is noted and the walk goes on; only ill-formed JSON ends it.
 */
final class JsonCursor {
  private final JsonParser parser;
  private final RequestText text;
  private final RequestFindings findings;

  /** A cursor at the beginning of a text. */
  JsonCursor(JsonFactory factory, RequestText text, RequestFindings findings) {
    try {
      this.parser =
          factory.createParser(text.characters(), text.start(), text.end() - text.start());
    } catch (IOException e) {
      throw new IllegalStateException("a parser of characters in memory opens nothing", e);
    }
    this.text = text;
    this.findings = findings;
  }

  /** A factory of parsers that refuse deeper nesting. */
  static JsonFactory factory(int maxDepth) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build())
        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
        .build();
  }

  /** Reads one member's value. */
  @FunctionalInterface
  interface MemberReader {
    void read(String name, JsonPath place) throws IOException;
  }

  /** Reads one element. */
  @FunctionalInterface
  interface ElementReader {
    void read(JsonPath place) throws IOException;
  }

  /** Moves to the next token, at first to the first; there must be one. */
  JsonToken advance() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IllFormedJson("the text ends before the value does");
    }
    return token;
  }

  /** Insists that nothing follows the value. */
  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw new IllFormedJson("text after the end of the value");
    }
  }

  /**
   * Reads an object; a member that stands twice or is null is a problem. Gives the names of all
   * members; none if this is no object.
   */
  Set<String> members(JsonPath at, String what, MemberReader reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      refuse(at, "must be " + what);
      return Set.of();
    }
    Set<String> seen = new HashSet<>();
    while (advance() != JsonToken.END_OBJECT) {
      String name = name();
      JsonPath place = at.member(name);
      advance();
      if (!seen.add(name)) {
        refuse(place, "stands twice; say it once");
      } else if (!isWellFormed(name)) {
        refuse(place, "has half a surrogate pair in its name; write whole characters");
      } else if (isPresent(place)) {
        reader.read(name, place);
      }
    }
    return seen;
  }

  /** Reads a list; an element that is null is a problem. */
  void elements(JsonPath at, String what, ElementReader reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      refuse(at, "must be " + what);
      return;
    }
    int index = 0;
    while (advance() != JsonToken.END_ARRAY) {
      JsonPath place = at.element(index++);
      if (isPresent(place)) {
        reader.read(place);
      }
    }
  }

  /** The name of the member whose name is under the cursor. */
  String name() throws IOException {
    return Objects.requireNonNull(parser.currentName());
  }

  /** Whether such a token is under the cursor. */
  boolean is(JsonToken token) {
    return parser.currentToken() == token;
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  boolean isNumber() {
    JsonToken token = Objects.requireNonNull(parser.currentToken());
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  boolean isTruth() {
    JsonToken token = Objects.requireNonNull(parser.currentToken());
    return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
  }

  boolean isList() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** A text of at most so many characters; null, with a problem noted, if it is none. */
  @Nullable String text(JsonPath at, int longest) throws IOException {
    if (!isText()) {
      refuse(at, "must be a text");
      return null;
    }
    return fitting(at, longest);
  }

  /**
   * A text, number or boolean as text, the last two as their own source text; null, with a
   * problem noted, if it is none.
   */
  @Nullable String scalar(JsonPath at, String what, int longest) throws IOException {
    if (!isText() && !isNumber() && !isTruth()) {
      refuse(at, "must be " + what);
      return null;
    }
    return fitting(at, longest);
  }

  /** The source text of whatever stands here. */
  RequestText slice() throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    if (isText()) {
      parser.finishToken();
    }
    parser.skipChildren();
    return new RequestText(
        text.characters(), start, (int) parser.currentLocation().getCharOffset());
  }

  /** Notes a problem with the value here and leaves it behind. */
  void refuse(JsonPath at, String detail) throws IOException {
    findings.add(at, detail);
    parser.skipChildren();
  }

  /** Notes a problem. */
  void note(JsonPath at, String detail) {
    findings.add(at, detail);
  }

  /** What is wrong with text that is not JSON, in our words. */
  String complaint(IOException failure) {
    String where =
        " at line "
            + parser.currentLocation().getLineNr()
            + ", column "
            + parser.currentLocation().getColumnNr();
    return switch (failure) {
      case IllFormedJson ill -> "not JSON: " + ill.detail + where;
      case StreamConstraintsException deep -> "nested too deep" + where + "; make it flatter";
      default -> "not JSON" + where;
    };
  }

  private boolean isPresent(JsonPath at) {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      return true;
    }
    findings.add(at, "is null; leave it out");
    return false;
  }

  private @Nullable String fitting(JsonPath at, int longest) throws IOException {
    String value = parser.getText();
    if (value.length() > longest) {
      findings.add(at, "has " + value.length() + " characters, at most " + longest + " are read");
      return null;
    }
    if (!isWellFormed(value)) {
      findings.add(at, "has half a surrogate pair; write whole characters");
      return null;
    }
    return value;
  }

  private static boolean isWellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        boolean pair =
            Character.isHighSurrogate(value.charAt(i))
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Leaves the walk of text that is not JSON. */
  private static final class IllFormedJson extends IOException {
    private static final long serialVersionUID = 1L;
    private final String detail;

    IllFormedJson(String detail) {
      super(detail);
      this.detail = detail;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
