package dev.postern.wire;

import dev.postern.config.ApiSettings;
import dev.postern.model.StatedContext;
import dev.postern.text.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an object of keys with one value or a list of them: contexts and claims (N-2.1, N-2.9). */
final class ContextJson {
  private static final String SCALAR = "a text, a number or a boolean";

  private final JsonCursor cursor;
  private final ApiSettings limits;
  private final List<StatedContext.Entry> entries = new ArrayList<>();
  private int values;

  private ContextJson(JsonCursor cursor, ApiSettings limits) {
    this.cursor = cursor;
    this.limits = limits;
  }

  /** The keys of the object under the cursor, in order. */
  static List<StatedContext.Entry> read(JsonCursor cursor, JsonPath at, ApiSettings limits)
      throws IOException {
    ContextJson reader = new ContextJson(cursor, limits);
    int[] keys = new int[1];
    cursor.members(
        at,
        "an object of keys and values",
        (name, place) -> {
          keys[0]++;
          reader.entry(name, place);
        });
    if (keys[0] > limits.maxContextKeys()) {
      cursor.note(at, "has " + keys[0] + " keys, at most " + limits.maxContextKeys() + " are read");
    }
    if (reader.values > limits.maxContextValues()) {
      cursor.note(
          at,
          "has " + reader.values + " values, at most " + limits.maxContextValues() + " are read");
    }
    return reader.entries;
  }

  private void entry(String name, JsonPath place) throws IOException {
    if (name.length() > limits.maxKeyCharacters()) {
      cursor.refuse(
          place,
          "the key has "
              + name.length()
              + " characters, at most "
              + limits.maxKeyCharacters()
              + " are read");
      return;
    }
    List<String> list = new ArrayList<>();
    if (cursor.isList()) {
      cursor.elements(
          place, "a list", element -> keep(list, value(element, SCALAR + "; lists do not nest")));
    } else {
      keep(list, value(place, SCALAR + ", or a list of these"));
    }
    entries.add(new StatedContext.Entry(name, list));
  }

  private @Nullable String value(JsonPath place, String what) throws IOException {
    values++;
    return cursor.scalar(place, what, limits.maxValueCharacters());
  }

  private static void keep(List<String> list, @Nullable String value) {
    if (value != null) {
      list.add(value);
    }
  }
}
