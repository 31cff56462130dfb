package dev.postern.config;

import java.util.HashMap;
import java.util.Map;

/** What is said, by key; the last one wins. */
final class Values {
  private final Map<String, Said<?>> byPath = new HashMap<>();

  <T> void put(Key<T> key, Said<T> said) {
    byPath.put(key.path(), said);
  }

  <T> T get(Key<T> key) {
    return said(key).value();
  }

  /** The value of a key with its origin. */
  @SuppressWarnings("unchecked") // put() is the only way in
  <T> Said<T> said(Key<T> key) {
    Said<?> said = byPath.get(key.path());
    return said == null ? Said.standard(key) : (Said<T>) said;
  }
}
