package dev.postern.sources;

import dev.postern.sources.FolderListing.Sign;
import dev.postern.text.JsonPath;
import dev.postern.text.Place;
import dev.postern.text.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Walks a folder and its sub-folders (N-1.1, N-1.9). Links are followed; a folder that several
 * links lead to is entered once, so that circles end. What has a name that would be read and is no
 * file, and every link to nothing, is a problem: what cannot be seen must not make the world
 * smaller.
 */
final class FolderWalk {
  private static final int DEEPEST = 64;
  private static final int ENTRIES_PER_FILE = 10;

  private final FolderLimits limits;
  private final Set<Object> entered = new HashSet<>();
  private final List<Path> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Sign> signs = new ArrayList<>();
  private long entries;

  private FolderWalk(FolderLimits limits) {
    this.limits = limits;
  }

  static FolderListing walk(Path root, FolderLimits limits) {
    FolderWalk walk = new FolderWalk(limits);
    walk.enter(root, 0);
    return new FolderListing(walk.files, walk.problems, walk.signs);
  }

  private void enter(Path folder, int depth) {
    List<Path> names = new ArrayList<>();
    try {
      if (!entered.add(folder.toRealPath())) {
        return;
      }
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        for (Path each : stream) {
          if (++entries > (long) limits.maxFiles() * ENTRIES_PER_FILE) {
            problem(folder, "holds too many entries", "is this the right folder?");
            return;
          }
          names.add(each);
        }
      }
    } catch (DirectoryIteratorException e) {
      problem(folder, "cannot be listed: " + e.getMessage(), "try again");
    } catch (IOException e) {
      problem(folder, why(e), "name a folder that this process may list");
    }
    Collections.sort(names);
    for (Path each : names) {
      if (!isSkipped(each)) {
        visit(each, depth);
      }
    }
  }

  private void visit(Path entry, int depth) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(entry, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(entry)) {
        problem(entry, "is a link to nothing", "bring back what it leads to, or remove it");
      }
      return;
    } catch (IOException e) {
      problem(entry, why(e), "make it readable, or remove it");
      return;
    }
    boolean isRead = isRead(entry);
    if (attributes.isDirectory() && !isRead) {
      if (depth >= DEEPEST) {
        problem(entry, "is nested deeper than " + DEEPEST + " folders", "make it flatter");
      } else {
        enter(entry, depth + 1);
      }
    } else if (isRead && !attributes.isRegularFile()) {
      problem(entry, "has the name of a file and is none", "rename it, or put a file there");
    } else if (isRead && files.size() == limits.maxFiles()) {
      problem(entry, "is one file more than " + limits.maxFiles(), "raise `data.max-files`");
    } else if (isRead) {
      files.add(entry);
      signs.add(
          new Sign(
              entry,
              Objects.requireNonNullElse(attributes.fileKey(), ""),
              attributes.size(),
              attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
    }
  }

  private static boolean isSkipped(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith(".") || name.endsWith("~");
  }

  private static boolean isRead(Path entry) {
    String name = entry.getFileName().toString();
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static String why(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "does not exist";
      case NotDirectoryException e -> "is no folder";
      case AccessDeniedException e -> "may not be read";
      default -> "cannot be read: " + failure.getMessage();
    };
  }

  private void problem(Path entry, String message, String mend) {
    signs.add(new Sign(entry, message, 0, 0));
    Place place = new Place(entry.toString(), JsonPath.ROOT, 1, 1);
    problems.add(new Problem(Problem.Severity.ERROR, place, message, mend, ""));
  }
}
