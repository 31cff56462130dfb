package dev.postern.documents;

import dev.postern.directory.Directory;
import dev.postern.text.JsonLimits;
import dev.postern.text.JsonPath;
import dev.postern.text.Outcome;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import dev.postern.text.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Reads the documents of a data directory into one directory (section 1 of NATIVE). What it read of
 * a document it keeps until a read without that document, so a document that is handed in again,
 * the same object, is not read again. For one thread at a time.
 */
public final class DirectoryReader {
  /** Longest text and deepest nesting of a file. */
  public static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);

  private IdentityHashMap<Document, FileContent> known = new IdentityHashMap<>();

  /** A reader that knows no document yet. */
  public DirectoryReader() {}

  /**
   * The world that the documents describe; or all problems of all of them, in the order of the
   * documents. Warnings come with the world. Where any document has an error, or any file could not
   * be read, references between documents are not judged (N-1.8).
   *
   * @param documents all files that could be read as JSON or YAML
   * @param unreadable the problems of those that could not
   */
  public Outcome<Directory> read(List<Document> documents, List<Problem> unreadable) {
    Problems problems = new Problems();
    problems.addAll(unreadable);
    if (documents.isEmpty() && unreadable.isEmpty()) {
      problems.error(
          new Place("data directory", JsonPath.ROOT, 1, 1),
          "there is no file: no policies is not a policy (N-1.10)",
          "write an account file, or name another folder");
    }
    List<FileContent> contents = contents(documents);
    contents.forEach(content -> problems.addAll(content.problems()));
    if (problems.hasErrors()) {
      return new Outcome.Refused<>(problems.withExcerpts(List.of()));
    }
    Assembly assembly = new Assembly(contents, problems);
    Directory directory = assembly.directory();
    List<Problem> all = problems.withExcerpts(sources(documents));
    return problems.hasErrors() ? new Outcome.Refused<>(all) : new Outcome.Read<>(directory, all);
  }

  private List<FileContent> contents(List<Document> documents) {
    IdentityHashMap<Document, FileContent> next = new IdentityHashMap<>();
    List<FileContent> contents = new ArrayList<>();
    PolicyTexts texts = new PolicyTexts();
    for (Document document : documents) {
      FileContent content = known.get(document);
      if (content == null) {
        content = new DocumentReader(texts).read(document);
      }
      next.put(document, content);
      contents.add(content);
    }
    known = next;
    return contents;
  }

  private static List<Source> sources(List<Document> documents) {
    return documents.stream().map(Document::source).toList();
  }
}
