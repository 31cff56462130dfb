package dev.postern.config;

import dev.postern.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A list of values of one kind.
 *
 * @param element the kind of each
 */
record ListKind<T>(Kind<T> element) implements Kind<List<T>> {
  @Override
  public Reading<List<T>> read(Json json) {
    if (!(json instanceof Json.Elements list)) {
      return new Reading.Unfit<>(json.place(), "a list is wanted");
    }
    List<T> values = new ArrayList<>();
    for (Json each : list.elements()) {
      switch (element.read(each)) {
        case Reading.Fits<T> fits -> values.add(fits.value());
        case Reading.Unfit<T> unfit -> {
          return new Reading.Unfit<>(unfit.place(), unfit.message());
        }
      }
    }
    return new Reading.Fits<>(List.copyOf(values));
  }

  @Override
  public String wanted() {
    return "a list, each " + element.wanted();
  }

  @Override
  public String print(List<T> values) {
    return values.stream().map(element::print).collect(Collectors.joining(", ", "[", "]"));
  }
}
