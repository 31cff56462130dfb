package dev.postern.http;

import java.time.Instant;
import java.util.List;

/**
 * How the server is, for {@code /status} (N-8.1).
 *
 * @param version of the program
 * @param state loading, ready or degraded
 * @param world what is loaded
 * @param sources where the world comes from
 * @param cache how full the decision cache is
 * @param listeners where the server listens
 */
public record Status(
    String version,
    State state,
    World world,
    List<Source> sources,
    Cache cache,
    List<Listener> listeners) {
  public Status {
    sources = List.copyOf(sources);
    listeners = List.copyOf(listeners);
  }

  /** How the server is. */
  public enum State {
    LOADING("loading"),
    READY("ready"),
    DEGRADED("degraded");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    /** The name used in every API. */
    public String wireName() {
      return wireName;
    }
  }

  /** What is loaded. */
  public sealed interface World {
    /** Nothing was loaded yet. */
    record Nothing() implements World {}

    /**
     * A snapshot is loaded.
     *
     * @param snapshot digest
     * @param epoch counts publications
     * @param loadedAt when
     * @param ageSeconds time since it was last confirmed
     */
    record Loaded(String snapshot, long epoch, Instant loadedAt, double ageSeconds)
        implements World {}
  }

  /**
   * A source of the world.
   *
   * @param name for example the folder
   * @param loaded when it was last loaded whole: none or one instant
   * @param error why its last change was refused; empty if it was not
   */
  public record Source(String name, List<Instant> loaded, String error) {
    public Source {
      loaded = List.copyOf(loaded);
    }
  }

  /**
   * The decision cache.
   *
   * @param entries decisions remembered
   * @param bytes memory they occupy, about
   */
  public record Cache(long entries, long bytes) {}

  /**
   * A listener.
   *
   * @param name for example {@code api}
   * @param address as bound
   */
  public record Listener(String name, String address) {}
}
