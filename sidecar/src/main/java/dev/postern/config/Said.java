package dev.postern.config;

import dev.postern.text.JsonPath;
import dev.postern.text.Place;
import dev.postern.text.Source;

/**
 * A value and who said it.
 *
 * @param value the value
 * @param source the text in which it was said
 * @param place where in it
 * @param origin the same for people
 */
record Said<T>(T value, Source source, Place place, String origin) {
  /** The value that holds where nothing is said. */
  static <T> Said<T> standard(Key<T> key) {
    Source nowhere = new Source("default", "");
    return new Said<>(
        key.standard(), nowhere, new Place(key.path(), JsonPath.ROOT, 1, 1), "default");
  }
}
