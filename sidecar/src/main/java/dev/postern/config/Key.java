package dev.postern.config;

import java.util.Locale;

/**
 * One row of the registry of settings.
 *
 * @param path where it stands in the configuration file
 * @param kind the kind of its value
 * @param standard the value where nothing is said
 * @param secrecy whether its value may be shown
 * @param doc one sentence
 */
record Key<T>(String path, Kind<T> kind, T standard, Secrecy secrecy, String doc) {
  private static final String PREFIX = "POSTERN_";

  /** The environment variable that sets it. */
  String variable() {
    return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The value as it may be shown. */
  String show(T value) {
    return switch (secrecy) {
      case OPEN -> kind.print(value);
      case SECRET -> value.equals(standard) ? kind.print(value) : "\"***\"";
    };
  }

  enum Secrecy {
    OPEN,
    SECRET
  }
}
