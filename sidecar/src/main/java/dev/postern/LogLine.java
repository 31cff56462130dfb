package dev.postern;

import dev.postern.config.LogSettings;
import dev.postern.text.JsonWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Prints one line of the log; line breaks inside become escapes. */
final class LogLine {
  private static final Formatter MESSAGES = new SimpleFormatter();

  private LogLine() {}

  static String print(LogRecord line, LogSettings.Format format) {
    String time = line.getInstant().truncatedTo(ChronoUnit.MILLIS).toString();
    String level = level(line.getLevel());
    String message = MESSAGES.formatMessage(line) + trace(line.getThrown());
    return switch (format) {
      case TEXT -> "%s %-5s %s: %s".formatted(time, level, line.getLoggerName(), oneLine(message));
      case JSON ->
          "{\"time\":"
              + JsonWriter.quote(time)
              + ",\"level\":"
              + JsonWriter.quote(level)
              + ",\"logger\":"
              + JsonWriter.quote(String.valueOf(line.getLoggerName()))
              + ",\"message\":"
              + JsonWriter.quote(message)
              + "}";
    };
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "error";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "warn";
    }
    return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
  }

  private static String trace(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out));
    return "\n" + out;
  }

  private static String oneLine(String message) {
    return message.strip().replace("\r", "").replace("\n", "\\n");
  }
}
