package dev.postern.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An `Accept` header, read as far as a choice of two needs it.
 *
 * @param ranges media ranges with their weight, parameters left out
 */
record Accept(List<Range> ranges) {
  Accept {
    ranges = List.copyOf(ranges);
  }

  /** Reads a header; what is no media range is passed over. */
  static Accept of(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] pieces = part.split(";", -1);
      double weight = 1;
      for (int i = 1; i < pieces.length; i++) {
        String parameter = pieces[i].strip();
        if (parameter.startsWith("q=")) {
          weight = weight(parameter.substring(2));
        }
      }
      ranges.add(new Range(pieces[0].strip(), weight));
    }
    return new Accept(ranges);
  }

  /** Whether a type is asked for by name, and not less than another. */
  boolean prefers(String type, String other) {
    boolean named = ranges.stream().anyMatch(range -> range.type.equals(type) && range.weight > 0);
    return named && weightOf(type) >= weightOf(other);
  }

  private double weightOf(String type) {
    String group = type.substring(0, type.indexOf('/')) + "/*";
    for (String name : List.of(type, group, "*/*")) {
      for (Range range : ranges) {
        if (range.type.equals(name)) {
          return range.weight;
        }
      }
    }
    return 0;
  }

  private static double weight(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** One media range. */
  record Range(String type, double weight) {}
}
