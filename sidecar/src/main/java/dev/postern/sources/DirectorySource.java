package dev.postern.sources;

import dev.postern.directory.Directory;
import dev.postern.documents.DirectoryReader;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder of policy files (NATIVE section 1), read once or watched.
 *
 * <p>Watching is looking: names, sizes, times and identities of all files are compared every
 * moment, which sees what notifications of the system miss (links swapped, network mounts, folders
 * moved away and back). When they have changed and come to rest, all files are read, and if their
 * bytes differ from what was read last, the world is made anew. If a file changes while it is read,
 * the reading does not count. Whatever is wrong, the last good world stays.
 */
public final class DirectorySource implements AutoCloseable {
  /** Looking may take this share of one processor at most: one part in so many. */
  private static final int SHARE = 20;

  private final Path folder;
  private final FolderReader reader;
  private final DirectoryReader documents = new DirectoryReader();
  private final WatchTimes times;
  private final SourceListener listener;
  private final InstantSource clock;
  private volatile SourceStatus status;
  private volatile boolean closed;
  private @Nullable Object read;
  private @Nullable Thread watcher;

  /**
   * A source that has read nothing yet.
   *
   * @param clock tells when something was loaded
   */
  public DirectorySource(
      Path folder,
      FolderLimits limits,
      WatchTimes times,
      SourceListener listener,
      InstantSource clock) {
    this.folder = folder;
    this.reader = new FolderReader(folder, limits);
    this.times = times;
    this.listener = listener;
    this.clock = clock;
    this.status = new SourceStatus(folder.toString(), SourceStatus.NEVER, "");
  }

  /** Reads a folder once, and tells nobody. */
  public static Outcome<Directory> read(Path folder, FolderLimits limits) {
    FolderReader reader = new FolderReader(folder, limits);
    FolderContent content = reader.read(reader.list());
    return new DirectoryReader().read(content.documents(), content.unreadable());
  }

  /** Reads the folder for the first time, tells the listener, and goes on watching it. */
  public void start() {
    FolderListing listing = reader.list();
    try {
      takeUp(reader.read(listing));
    } catch (RuntimeException e) {
      fail(e);
    }
    Thread thread =
        Thread.ofPlatform().daemon().name("postern-data").unstarted(() -> watch(listing));
    watcher = thread;
    thread.start();
  }

  /** How it is. */
  public SourceStatus status() {
    return status;
  }

  /** Ends the watch; waits for a reading that is under way. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    Thread thread = watcher;
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
  }

  private void watch(FolderListing first) {
    QuietPeriod period = new QuietPeriod(times, first.signs());
    long compared = System.nanoTime();
    while (!closed) {
      long begun = System.nanoTime();
      try {
        FolderListing listing = reader.list();
        boolean isDue = period.isDue(listing.signs(), begun);
        if (isDue || begun - compared >= times.rescan().toNanos()) {
          look(listing, period);
          compared = System.nanoTime();
        }
      } catch (RuntimeException e) {
        fail(e);
      }
      long took = System.nanoTime() - begun;
      try {
        TimeUnit.NANOSECONDS.sleep(Math.max(times.scan().toNanos(), took * SHARE));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look(FolderListing listing, QuietPeriod period) {
    FolderContent content = reader.read(listing);
    long now = System.nanoTime();
    boolean isAtRest = reader.list().signs().equals(listing.signs());
    if (!isAtRest && !period.isOverdue(now)) {
      return;
    }
    period.settle();
    if (!content.identity().equals(read)) {
      takeUp(content);
    }
  }

  private void takeUp(FolderContent content) {
    read = content.identity();
    switch (documents.read(content.documents(), content.unreadable())) {
      case Outcome.Read<Directory> good -> {
        listener.loaded(good.value(), good.problems());
        status = new SourceStatus(folder.toString(), clock.instant(), "");
      }
      case Outcome.Refused<Directory> bad -> {
        status = new SourceStatus(folder.toString(), status.loaded(), summary(bad.problems()));
        listener.refused(bad.problems());
      }
    }
  }

  private void fail(RuntimeException fault) {
    Instant loaded = status.loaded();
    status = new SourceStatus(folder.toString(), loaded, "internal error, see the log");
    listener.failed(fault);
  }

  private static String summary(List<Problem> problems) {
    List<Problem> errors = problems.stream().filter(Problem::isError).toList();
    Problem first = errors.getFirst();
    String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
    return first.place() + ": " + first.message() + more;
  }
}
