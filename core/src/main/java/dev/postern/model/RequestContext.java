package dev.postern.model;

/**
 * The context keys that a request says. Keys that Postern itself derives from the caller and the
 * owner of the resource are not here. Implementations are immutable, total and safe for use by
 * several threads; they may compute a value when it is asked for.
 */
@FunctionalInterface
public interface RequestContext {

  /** A request that says no key. */
  RequestContext EMPTY = key -> ContextValue.ABSENT;

  /**
   * What the request holds under a key.
   *
   * @param key the folded name of the key ({@link CaseFold}), for example {@code aws:sourceip}
   */
  ContextValue value(String key);
}
