package dev.postern;

import dev.postern.config.Assignment;
import dev.postern.config.Configuration;
import dev.postern.config.Inputs;
import dev.postern.files.TextFile;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say settings (N-7.2). */
final class ConfigurationOptions {
  private static final int LONGEST_FILE = 1 << 20;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of policy files; short for --set data.directory=DIR.")
  private @Nullable String data;

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration file, YAML.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Sets one setting; may be repeated.")
  private List<String> sets = new ArrayList<>();

  /** Whether neither a folder nor a file was named. */
  boolean isSilent() {
    return data == null && file == null;
  }

  /** Sets one more setting. */
  void set(String assignment) {
    sets.add(assignment);
  }

  /** The effective configuration, or all that is wrong with it. */
  Outcome<Configuration> read() {
    List<Assignment> assignments = new ArrayList<>();
    for (String each : sets) {
      int equals = each.indexOf('=');
      assignments.add(
          equals < 0
              ? new Assignment("--set", each, "")
              : new Assignment("--set", each.substring(0, equals), each.substring(equals + 1)));
    }
    if (data != null) {
      assignments.add(new Assignment("--data", "data.directory", data));
    }
    return switch (source()) {
      case Outcome.Refused<List<Source>> refused -> new Outcome.Refused<>(refused.problems());
      case Outcome.Read<List<Source>> sources ->
          Configuration.read(new Inputs(sources.value(), System.getenv(), assignments));
    };
  }

  private Outcome<List<Source>> source() {
    if (file == null) {
      return new Outcome.Read<>(List.of(), List.of());
    }
    String name = file.toString();
    return switch (TextFile.bytes(file, name, LONGEST_FILE)) {
      case Outcome.Refused<byte[]> refused -> new Outcome.Refused<>(refused.problems());
      case Outcome.Read<byte[]> bytes ->
          switch (TextFile.decode(name, bytes.value())) {
            case Outcome.Refused<Source> refused -> new Outcome.Refused<>(refused.problems());
            case Outcome.Read<Source> read -> new Outcome.Read<>(List.of(read.value()), List.of());
          };
    };
  }
}
