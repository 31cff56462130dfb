package dev.postern.documents;

import dev.postern.text.Json;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The AWS managed policies that are built in; a file wins over them (N-1.5). */
final class AwsManagedPolicies {
  private static final String RESOURCE = "aws-managed-policies.json";

  /** All of them, as an account file has them. */
  static final List<ManagedPolicy> ALL = load();

  private AwsManagedPolicies() {}

  private static List<ManagedPolicy> load() {
    Source source = new Source(RESOURCE, text());
    return switch (JsonReader.read(source, DirectoryReader.LIMITS)) {
      case Outcome.Refused<Json>(var problems) -> throw new IllegalStateException("" + problems);
      case Outcome.Read<Json>(Json json, _) -> {
        FileContent content =
            new DocumentReader(new PolicyTexts()).read(new Document(source, json));
        if (!content.problems().isEmpty()) {
          throw new IllegalStateException("" + content.problems());
        }
        yield content.policies();
      }
    };
  }

  private static String text() {
    try (InputStream in = AwsManagedPolicies.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
