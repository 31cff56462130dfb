package dev.postern.sources;

import dev.postern.documents.Document;
import dev.postern.text.Problem;
import java.util.List;

/**
 * What a folder says.
 *
 * @param documents the files that can be read
 * @param unreadable what is wrong with the others
 * @param identity equal for equal content
 */
record FolderContent(List<Document> documents, List<Problem> unreadable, Object identity) {
  FolderContent {
    documents = List.copyOf(documents);
    unreadable = List.copyOf(unreadable);
  }
}
