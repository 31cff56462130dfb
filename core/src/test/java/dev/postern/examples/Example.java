package dev.postern.examples;

import dev.postern.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One entry of the files of worked examples.
 *
 * @param id `W-42`
 * @param entry all of it; the schema stands in README.md beside the files
 */
public record Example(String id, Json.Members entry) {
  private static final Path FILES = Path.of("src", "test", "resources", "worked-examples");

  /** All entries of all files. */
  public static List<Example> all() {
    List<Example> examples = new ArrayList<>();
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        Json list = YamlTree.read(file.getFileName().toString(), Files.readString(file));
        for (Json element : Trees.asList(list)) {
          Json.Members entry = Trees.asObject(element);
          examples.add(new Example(Trees.text(entry, "id", ""), entry));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return examples;
  }

  /** For test reports: `W-42 15.3-variables.yaml:17`. */
  @Override
  public String toString() {
    return id + " " + entry.place().source() + ":" + entry.place().line();
  }
}
