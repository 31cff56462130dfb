package dev.postern.sources;

import dev.postern.documents.DirectoryReader;
import dev.postern.documents.Document;
import dev.postern.files.TextFile;
import dev.postern.files.YamlReader;
import dev.postern.text.Json;
import dev.postern.text.JsonPath;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the files of a folder, and remembers what it read: a file whose bytes did not change is the
 * same document again.
 */
final class FolderReader {
  private final Path root;
  private final FolderLimits limits;
  private Map<Path, Known> known = Map.of();

  FolderReader(Path root, FolderLimits limits) {
    this.root = root;
    this.limits = limits;
  }

  FolderListing list() {
    return FolderWalk.walk(root, limits);
  }

  /** Reads what a listing lists. */
  FolderContent read(FolderListing listing) {
    Map<Path, Known> seen = new HashMap<>();
    List<Document> documents = new ArrayList<>();
    List<Problem> unreadable = new ArrayList<>(listing.problems());
    Map<Path, Object> content = new HashMap<>();
    for (Path file : listing.files()) {
      String name = file.toString();
      switch (TextFile.bytes(file, name, limits.maxFileBytes())) {
        case Outcome.Refused<byte[]> refused -> {
          unreadable.addAll(refused.problems());
          content.put(file, refused.problems());
        }
        case Outcome.Read<byte[]> read -> {
          ByteBuffer digest = digest(read.value());
          Known before = known.get(file);
          Known now =
              before != null && before.digest().equals(digest)
                  ? before
                  : new Known(digest, document(file, read.value()));
          seen.put(file, now);
          content.put(file, digest);
          switch (now.outcome()) {
            case Outcome.Read<Document> document -> documents.add(document.value());
            case Outcome.Refused<Document> refused -> unreadable.addAll(refused.problems());
          }
        }
      }
    }
    known = Map.copyOf(seen);
    if (documents.isEmpty() && unreadable.isEmpty()) {
      unreadable.add(nothing());
    }
    return new FolderContent(documents, unreadable, List.of(content, listing.problems()));
  }

  /** N-1.10: no policies is not a policy. */
  private Problem nothing() {
    return new Problem(
        Problem.Severity.ERROR,
        new Place(root.toString(), JsonPath.ROOT, 1, 1),
        "holds no policy files",
        "put `.json`, `.yaml` or `.yml` files into it",
        "");
  }

  private static Outcome<Document> document(Path file, byte[] bytes) {
    String name = file.toString();
    return switch (TextFile.decode(name, bytes)) {
      case Outcome.Refused<Source> refused -> new Outcome.Refused<>(refused.problems());
      case Outcome.Read<Source> text ->
          switch (json(text.value())) {
            case Outcome.Refused<Json> refused -> new Outcome.Refused<>(refused.problems());
            case Outcome.Read<Json> read ->
                new Outcome.Read<>(new Document(text.value(), read.value()), List.of());
          };
    };
  }

  private static Outcome<Json> json(Source source) {
    return source.name().endsWith(".json")
        ? JsonReader.read(source, DirectoryReader.LIMITS)
        : YamlReader.read(source, DirectoryReader.LIMITS);
  }

  private static ByteBuffer digest(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Known(ByteBuffer digest, Outcome<Document> outcome) {}
}
