package dev.postern.config;

import dev.postern.text.Json;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of value that is one scalar.
 *
 * @param wanted what is wanted
 * @param parse from text to value; empty if the text is none
 * @param format from value to text
 */
record ScalarKind<T>(String wanted, Function<String, Optional<T>> parse, Function<T, String> format)
    implements Kind<T> {

  @Override
  public Reading<T> read(Json json) {
    return switch (json) {
      case Json.Text text -> read(text.value(), json);
      case Json.Number number -> read(number.sourceText(), json);
      case Json.Truth truth -> read(truth.sourceText(), json);
      case Json.Null nothing -> new Reading.Unfit<>(json.place(), "there is no value");
      case Json.Members members ->
          new Reading.Unfit<>(json.place(), "a mapping where one value is wanted");
      case Json.Elements elements ->
          new Reading.Unfit<>(json.place(), "a list where one value is wanted");
    };
  }

  private Reading<T> read(String text, Json json) {
    Optional<T> value = parse.apply(text);
    return value.isPresent()
        ? new Reading.Fits<>(value.get())
        : new Reading.Unfit<>(json.place(), "`" + text + "` is not " + wanted);
  }

  @Override
  public String print(T value) {
    return YamlText.scalar(format.apply(value));
  }
}
