package dev.postern.config;

import dev.postern.text.Json;

/** A kind of value: how it is written, read and described. */
interface Kind<T> {
  /** Reads a value; scalars by their source text, however they were quoted. */
  Reading<T> read(Json json);

  /** What is wanted, to go after `give`. */
  String wanted();

  /** The value as YAML that fits on one line. */
  String print(T value);
}
