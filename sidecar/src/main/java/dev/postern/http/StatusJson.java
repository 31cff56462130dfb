package dev.postern.http;

import dev.postern.text.JsonWriter;
import java.util.Locale;

/** Writes {@code /status} (N-8.1). */
final class StatusJson {
  private StatusJson() {}

  static String print(Status status) {
    StringBuilder out = new StringBuilder(512);
    out.append("{\"version\":").append(JsonWriter.quote(status.version()));
    out.append(",\"state\":").append(JsonWriter.quote(status.state().wireName()));
    switch (status.world()) {
      case Status.World.Nothing nothing ->
          out.append(",\"snapshot\":null,\"epoch\":0,\"loaded_at\":null,\"age_seconds\":null");
      case Status.World.Loaded loaded ->
          out.append(",\"snapshot\":")
              .append(JsonWriter.quote(loaded.snapshot()))
              .append(",\"epoch\":")
              .append(loaded.epoch())
              .append(",\"loaded_at\":")
              .append(JsonWriter.quote(loaded.loadedAt().toString()))
              .append(",\"age_seconds\":")
              .append(String.format(Locale.ROOT, "%.3f", loaded.ageSeconds()));
    }
    out.append(",\"sources\":[");
    String comma = "";
    for (Status.Source source : status.sources()) {
      out.append(comma).append("{\"name\":").append(JsonWriter.quote(source.name()));
      out.append(",\"loaded_at\":")
          .append(
              source.loaded().isEmpty()
                  ? "null"
                  : JsonWriter.quote(source.loaded().getFirst().toString()));
      out.append(",\"error\":")
          .append(source.error().isEmpty() ? "null" : JsonWriter.quote(source.error()))
          .append('}');
      comma = ",";
    }
    out.append("],\"cache\":{\"entries\":").append(status.cache().entries());
    out.append(",\"bytes\":").append(status.cache().bytes());
    out.append("},\"listeners\":[");
    comma = "";
    for (Status.Listener listener : status.listeners()) {
      out.append(comma).append("{\"name\":").append(JsonWriter.quote(listener.name()));
      out.append(",\"address\":").append(JsonWriter.quote(listener.address())).append('}');
      comma = ",";
    }
    return out.append("]}").toString();
  }
}
