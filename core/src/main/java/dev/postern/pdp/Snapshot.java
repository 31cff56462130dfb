package dev.postern.pdp;

import dev.postern.cache.DecisionCache;
import dev.postern.directory.Directory;
import dev.postern.engine.Engine;
import dev.postern.engine.PreparedCheck;
import dev.postern.explain.Explanation;
import dev.postern.model.CheckRequest;
import dev.postern.model.Decision;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One published world. Whoever holds it decides against it, whatever is published meanwhile. */
public final class Snapshot {
  private final long epoch;
  private final String id;
  private final Instant publishedAt;
  private final Directory directory;
  private final Engine engine;
  private final Admitter admitter;
  private final @Nullable DecisionCache cache;

  Snapshot(
      long epoch,
      Directory directory,
      Engine engine,
      @Nullable DecisionCache cache,
      InstantSource clock) {
    this.epoch = epoch;
    this.id = directory.fingerprint().toString();
    this.publishedAt = clock.instant();
    this.directory = directory;
    this.engine = engine;
    this.admitter = new Admitter(directory, engine);
    this.cache = cache;
  }

  Engine engine() {
    return engine;
  }

  /** Counts publications, from 1. */
  public long epoch() {
    return epoch;
  }

  /** Digest of the content, `sha256:…`. */
  public String id() {
    return id;
  }

  /** When it was published. */
  public Instant publishedAt() {
    return publishedAt;
  }

  /** What it knows. */
  public Directory directory() {
    return directory;
  }

  /** Tells whether a request is a question (N-2.3 to N-2.6). */
  public Admission admit(CheckRequest request) {
    return admitter.admit(request);
  }

  /** Decides an admitted request. */
  public Answer check(Admission.Admitted admitted) {
    CheckRequest request = admitted.request();
    DecisionCache decisions = cache;
    if (decisions == null) {
      return new Answer(engine.check(request), Answer.CacheUse.BYPASS);
    }
    try (PreparedCheck check = engine.prepare(request)) {
      String key = check.dependencies();
      if (key.isEmpty()) {
        return new Answer(check.decide(), Answer.CacheUse.BYPASS);
      }
      Decision known = decisions.find(key);
      if (known.mayBeRemembered()) {
        return new Answer(known, Answer.CacheUse.HIT);
      }
      Decision decision = check.decide();
      decisions.remember(key, decision);
      return new Answer(decision, Answer.CacheUse.MISS);
    }
  }

  /** Decides an admitted request and says why; never from the cache. */
  public Explanation explain(Admission.Admitted admitted) {
    return engine.explain(admitted.request());
  }
}
