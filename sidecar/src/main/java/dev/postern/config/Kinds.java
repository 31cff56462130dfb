package dev.postern.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that settings have. */
final class Kinds {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,12})(|KiB|MiB|GiB)");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");

  private Kinds() {}

  static Kind<Integer> number(int least, int most) {
    return new ScalarKind<>(
        "a whole number from " + least + " to " + most,
        text -> whole(text).filter(n -> n >= least && n <= most).map(Long::intValue),
        Object::toString);
  }

  static Kind<Long> bytes(long least, long most) {
    return new ScalarKind<>(
        "a size from " + size(least) + " to " + size(most),
        text -> parseBytes(text).filter(n -> n >= least && n <= most),
        Kinds::size);
  }

  static Kind<Integer> smallBytes(long least) {
    Kind<Long> bytes = bytes(least, 1 << 30);
    ScalarKind<Long> scalar = (ScalarKind<Long>) bytes;
    return new ScalarKind<>(
        scalar.wanted(),
        text -> scalar.parse().apply(text).map(Long::intValue),
        number -> size(number));
  }

  static Kind<Duration> duration(Duration least, Duration most) {
    return new ScalarKind<>(
        "a duration from " + time(least) + " to " + time(most),
        text -> parseTime(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0),
        Kinds::time);
  }

  static Kind<String> text(String wanted, Pattern pattern) {
    return new ScalarKind<>(
        wanted, text -> Optional.of(text).filter(pattern.asMatchPredicate()), Function.identity());
  }

  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    E[] all = type.getEnumConstants();
    return new ScalarKind<>(
        "one of " + Arrays.stream(all).map(Kinds::word).collect(Collectors.joining(", ")),
        text -> Arrays.stream(all).filter(each -> word(each).equals(text)).findFirst(),
        Kinds::word);
  }

  static <T> Kind<T> truth(T whenTrue, T whenFalse) {
    return new ScalarKind<>(
        "`true` or `false`",
        text ->
            switch (text) {
              case "true", "on" -> Optional.of(whenTrue);
              case "false", "off" -> Optional.of(whenFalse);
              default -> Optional.empty();
            },
        value -> value.equals(whenTrue) ? "true" : "false");
  }

  static Kind<Listener> listener() {
    return new ScalarKind<>(
        "HOST:PORT, unix:/PATH, unix:@NAME or off", ListenerText::parse, Listener::toString);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Long> whole(String text) {
    return WHOLE.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Long> parseBytes(String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    long number = Long.parseLong(matcher.group(1));
    return number > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(number << shift);
  }

  private static String size(long bytes) {
    for (int step = 3; step > 0; step--) {
      long unit = 1L << (10 * step);
      if (bytes >= unit && bytes % unit == 0) {
        return bytes / unit + " KMG".substring(step, step + 1) + "iB";
      }
    }
    return Long.toString(bytes);
  }

  private static Optional<Duration> parseTime(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  private static String time(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
