package dev.postern.sources;

import dev.postern.text.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * What is in a folder, without what is in the files.
 *
 * @param files the files to read, in the order of their names
 * @param problems what cannot be read at all
 * @param signs names, sizes, times and identities of all of it: two listings with equal signs are
 *     taken for the same state
 */
record FolderListing(List<Path> files, List<Problem> problems, List<Sign> signs) {
  FolderListing {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    signs = List.copyOf(signs);
  }

  /** What tells one state of a file from another. */
  record Sign(Path file, Object identity, long bytes, long changedAt) {}
}
