package dev.postern;

import dev.postern.config.LogSettings;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log: one line each on standard error. What is ours from the configured level on, what libraries
 * say from warnings on.
 *
 * <p>It is a log manager of its own because that of the JDK takes its handlers away at the first sign
 * of the end, when the last lines are still to be written.
 */
public final class Logs extends LogManager {
  /** The name of our own logger. */
  static final String NAME = "dev.postern";

  /** Held, for the log manager holds loggers weakly. */
  private static final Logger OURS = Logger.getLogger(NAME);

  private static final Logger ROOT = Logger.getLogger("");

  /** To be called before the first logger is asked for. */
  static void install() {
    System.setProperty("java.util.logging.manager", Logs.class.getName());
  }

  /** Sets what is written, and how. */
  static void configure(LogSettings settings) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ROOT.addHandler(new Lines(settings.format()));
    ROOT.setLevel(Level.WARNING);
    OURS.setLevel(
        switch (settings.level()) {
          case ERROR -> Level.SEVERE;
          case WARN -> Level.WARNING;
          case INFO -> Level.INFO;
          case DEBUG -> Level.FINE;
        });
  }

  /** Keeps the handlers to the very end. */
  @Override
  public void reset() {}

  private static final class Lines extends Handler {
    private final LogSettings.Format format;

    Lines(LogSettings.Format format) {
      this.format = format;
    }

    @Override
    @SuppressWarnings("SystemOut") // standard error is the log
    public void publish(LogRecord line) {
      if (isLoggable(line)) {
        System.err.println(LogLine.print(line, format));
      }
    }

    @Override
    @SuppressWarnings("SystemOut") // standard error is the log
    public void flush() {
      System.err.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
