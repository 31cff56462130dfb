package dev.postern.envoy;

/** The versions of Envoy that are asked: the oldest and the newest that the documentation names. */
final class Versions {
  static final String OLDEST = "1.36.2";
  static final String NEWEST = "1.40.0";

  private Versions() {}
}
