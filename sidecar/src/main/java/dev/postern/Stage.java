package dev.postern;

/** Where a server is in its life. */
enum Stage {
  /** Files are read, doors are closed. */
  LOADING,
  /** Doors are open, and nothing is decided yet. */
  LISTENING,
  READY,
  ENDING
}
