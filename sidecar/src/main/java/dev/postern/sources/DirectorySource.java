package dev.postern.sources;

import dev.postern.directory.Directory;
import dev.postern.documents.DirectoryReader;
import dev.postern.text.Outcome;
import dev.postern.text.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
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
public final class DirectorySource {
  /** Looking may take this share of one processor at most: one part in so many. */
  private static final int SHARE = 20;

  private final Path folder;
  private final FolderReader reader;
  private final DirectoryReader documents = new DirectoryReader();
  private final WatchTimes times;
  private final SourceListener listener;
  private final InstantSource clock;
  private volatile SourceStatus status;
  private volatile Instant confirmed = Instant.EPOCH;
  private volatile boolean closed;
  private @Nullable FolderListing first;
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

  /**
   * Reads the folder for the first time. The listener is told of a world only; what keeps the
   * folder from being one is for the caller to tell. To be called once.
   */
  public Outcome<Directory> load() {
    FolderListing listing = reader.list();
    first = listing;
    FolderContent content = reader.read(listing);
    Outcome<Directory> outcome = documents.read(content.documents(), content.unreadable());
    read = content.identity();
    switch (outcome) {
      case Outcome.Read<Directory> good -> use(good);
      case Outcome.Refused<Directory> bad -> refuse(bad);
    }
    return outcome;
  }

  /** Goes on watching the folder after the first load, on a thread of its own. */
  public void watch() {
    FolderListing listing = Objects.requireNonNull(first, "load() comes first");
    Thread thread =
        Thread.ofPlatform().daemon().name("postern-data").unstarted(() -> watch(listing));
    watcher = thread;
    thread.start();
  }

  /** How it is. */
  public SourceStatus status() {
    return status;
  }

  /** When the world in use was last seen to be what the folder says (N-8.3). */
  public Instant confirmed() {
    return confirmed;
  }

  /** Ends the watch; waits for a reading that is under way. */
  public void stop() throws InterruptedException {
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
        if (!period.isPending() && status.error().isEmpty()) {
          confirmed = clock.instant();
        }
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
    boolean isAtRest = reader.list().signs().equals(listing.signs());
    if (!isAtRest && !period.isOverdue(System.nanoTime())) {
      return;
    }
    period.settle();
    if (content.identity().equals(read)) {
      return;
    }
    read = content.identity();
    switch (documents.read(content.documents(), content.unreadable())) {
      case Outcome.Read<Directory> good -> use(good);
      case Outcome.Refused<Directory> bad -> {
        refuse(bad);
        listener.refused(bad.problems());
      }
    }
  }

  private void use(Outcome.Read<Directory> good) {
    listener.loaded(good.value(), good.problems());
    confirmed = clock.instant();
    status = new SourceStatus(folder.toString(), confirmed, "");
  }

  private void refuse(Outcome.Refused<Directory> bad) {
    status = new SourceStatus(folder.toString(), status.loaded(), summary(bad.problems()));
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
