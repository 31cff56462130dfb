package dev.postern.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the results that JMH wrote as JSON as one table. */
public final class Table {
  private static final int SCORE_WIDTH = 12;

  private Table() {}

  /** Prints the file that is named. */
  public static void main(String[] args) throws IOException {
    List<Row> rows = rows(Path.of(args[0]));
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0) + 2;
    System.out.printf(
        "%-" + width + "s%" + SCORE_WIDTH + "s%" + SCORE_WIDTH + "s%" + SCORE_WIDTH + "s%n",
        "benchmark",
        "ns/check",
        "+-",
        "B/check");
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-" + width + "s%" + SCORE_WIDTH + ".1f%" + SCORE_WIDTH + ".1f%" + SCORE_WIDTH + ".1f%n",
          row.name(),
          row.score(),
          row.error(),
          row.bytes());
    }
  }

  private static List<Row> rows(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      expect(json, JsonToken.START_ARRAY);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        rows.add(row(json));
      }
    }
    return rows;
  }

  private static Row row(JsonParser json) throws IOException {
    Map<String, String> values = new TreeMap<>();
    members(json, "", values);
    StringBuilder name = new StringBuilder();
    String full = values.getOrDefault("/benchmark", "");
    name.append(full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1));
    values.forEach((key, value) -> {
      if (key.startsWith("/params/")) {
        name.append(' ').append(value);
      }
    });
    return new Row(
        name.toString(),
        number(values, "/primaryMetric/score"),
        number(values, "/primaryMetric/scoreError"),
        number(values, "/secondaryMetrics/gc.alloc.rate.norm/score"));
  }

  /** All scalars of the object that was begun, by path; arrays are left out. */
  private static void members(JsonParser json, String path, Map<String, String> into)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String here = path + "/" + json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.START_OBJECT) {
        members(json, here, into);
      } else if (token == JsonToken.START_ARRAY) {
        json.skipChildren();
      } else {
        into.put(here, json.getText());
      }
    }
  }

  private static double number(Map<String, String> values, String path) {
    try {
      return Double.parseDouble(values.getOrDefault(path, "NaN"));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.nextToken() != token) {
      throw new IOException("not a list of JMH results");
    }
  }

  private record Row(String name, double score, double error, double bytes) {}
}
