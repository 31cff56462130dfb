package dev.postern.config;

import dev.postern.text.Place;

/** What came of reading one value. */
sealed interface Reading<T> {
  /** It is one. */
  record Fits<T>(T value) implements Reading<T> {}

  /** It is none; why, and where exactly. */
  record Unfit<T>(Place place, String message) implements Reading<T> {}
}
