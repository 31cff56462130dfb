package dev.postern;

import dev.postern.config.LogSettings;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log: one line each on standard error. What is ours from the configured level on, what
 * libraries say from warnings on.
 */
final class Logs {
  /** The name of our own logger. */
  static final String NAME = "dev.postern";

  /** Held, for the log manager holds loggers weakly. */
  private static final AtomicReference<Logger> OURS = new AtomicReference<>();

  private Logs() {}

  /** To be called before the first logger is asked for. */
  static void install() {
    System.setProperty("java.util.logging.manager", Manager.class.getName());
  }

  /** Sets what is written, and how. */
  static void configure(LogSettings settings) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new Lines(settings.format()));
    root.setLevel(Level.WARNING);
    Logger ours = Logger.getLogger(NAME);
    OURS.set(ours);
    ours.setLevel(
        switch (settings.level()) {
          case ERROR -> Level.SEVERE;
          case WARN -> Level.WARNING;
          case INFO -> Level.INFO;
          case DEBUG -> Level.FINE;
        });
  }

  /**
   * That of the JDK takes its handlers away at the first sign of the end, when the last lines are
   * still to be written; this one keeps them.
   */
  public static final class Manager extends LogManager {
    /** For the JDK, which makes it by name. */
    public Manager() {}

    @Override
    public void reset() {}
  }

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
