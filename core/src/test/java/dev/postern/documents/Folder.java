package dev.postern.documents;

import dev.postern.directory.Directory;
import dev.postern.text.Json;
import dev.postern.text.JsonReader;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.List;

/** The files of a folder, as the tests write them. */
final class Folder {
  private final List<Document> documents = new ArrayList<>();
  private final List<Problem> unreadable = new ArrayList<>();

  private Folder() {}

  static Folder empty() {
    return new Folder();
  }

  static Folder of(String name, String text) {
    return new Folder().and(name, text);
  }

  /** With one more file. */
  Folder and(String name, String text) {
    Source source = new Source(name, text);
    switch (JsonReader.read(source, DirectoryReader.LIMITS)) {
      case Outcome.Read<Json>(Json json, _) -> documents.add(new Document(source, json));
      case Outcome.Refused<Json>(var problems) -> unreadable.addAll(problems);
    }
    return this;
  }

  List<Document> documents() {
    return List.copyOf(documents);
  }

  Outcome<Directory> read() {
    return new DirectoryReader().read(documents, unreadable);
  }

  /** What is read; fails where it is refused. */
  Directory directory() {
    return switch (read()) {
      case Outcome.Read<Directory>(Directory directory, _) -> directory;
      case Outcome.Refused<Directory>(var problems) -> throw new AssertionError(print(problems));
    };
  }

  /** All problems as people read them. */
  String problems() {
    return print(read().problems());
  }

  private static String print(List<Problem> problems) {
    StringBuilder all = new StringBuilder();
    problems.forEach(problem -> all.append(problem.print()));
    return all.toString();
  }
}
