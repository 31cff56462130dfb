package dev.postern.config;

/**
 * The log on standard error.
 *
 * @param level {@code log.level}: the least severe that is written
 * @param format {@code log.format}
 */
public record LogSettings(Level level, Format format) {
  /** How severe a line is. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }
}
