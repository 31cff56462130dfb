package dev.postern.engine;

/**
 * An instant read from text. Mutable, so that request values are read without
 * allocation; the years of in seconds fit a {@code long}.
 */
final class Moment {
  private static final long MIN_YEAR = -292_275_054L;
  private static final long MAX_YEAR = 292_278_993L;
  private static final long YEAR_10000 = 253_402_300_800L;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private long seconds;
  private int nanos;
  private String text = "";
  private int at;

  long seconds() {
    return seconds;
  }

  int nanos() {
    return nanos;
  }

  int compareTo(Moment other) {
    int bySeconds = Long.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
  }

  /**
   * Becomes the instant that the text of the clock would be read as; false, and nothing is changed,
   * for instants of which only the text itself tells that (it may look like a year).
   */
  boolean read(long millis, ContextKey.Kind clock) {
    long whole = Math.floorDiv(millis, 1000L);
    if (whole < 10_000 || whole >= YEAR_10000) {
      return false;
    }
    seconds = whole;
    nanos =
        clock == ContextKey.Kind.CURRENT_TIME ? (int) Math.floorMod(millis, 1000L) * 1_000_000 : 0;
    return true;
  }

  /** Reads a date or epoch time; false if the text is neither. */
  boolean read(String from) {
    text = from;
    at = 0;
    nanos = 0;
    int digits = digitsAhead();
    if (digits == from.length()) {
      return digits == 4 ? date() : epoch();
    }
    return date();
  }

  private boolean epoch() {
    if (text.isEmpty()) {
      return false;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return false;
      }
      value = value * 10 + digit;
    }
    seconds = value;
    return true;
  }

  private boolean date() {
    boolean negative = at(0) == '-';
    if (negative || at(0) == '+') {
      at++;
    }
    int digits = digitsAhead();
    if (digits < 4 || digits > 9) {
      return false;
    }
    long year = number(digits);
    if (negative) {
      year = -year;
    }
    if (year < MIN_YEAR || year > MAX_YEAR) {
      return false;
    }
    int month = 1;
    int day = 1;
    if (skip('-')) {
      month = twoDigits();
      if (month < 1 || month > 12) {
        return false;
      }
      if (skip('-')) {
        day = twoDigits();
        if (day < 1 || day > daysIn(year, month)) {
          return false;
        }
        if (skip('T') || skip('t')) {
          return time(daysSinceEpoch(year, month, day) * 86_400L);
        }
      }
    }
    seconds = daysSinceEpoch(year, month, day) * 86_400L;
    return at == text.length();
  }

  private boolean time(long midnight) {
    int hour = twoDigits();
    if (hour < 0 || hour > 23 || !skip(':')) {
      return false;
    }
    int minute = twoDigits();
    if (minute < 0 || minute > 59) {
      return false;
    }
    int second = 0;
    if (skip(':')) {
      second = twoDigits();
      if (second < 0 || second > 59 || (skip('.') && !fraction())) {
        return false;
      }
    }
    seconds = midnight + hour * 3600L + minute * 60L + second;
    return zone();
  }

  private boolean fraction() {
    int digits = digitsAhead();
    if (digits < 1 || digits > 9) {
      return false;
    }
    long value = number(digits);
    for (int i = digits; i < 9; i++) {
      value *= 10;
    }
    nanos = (int) value;
    return true;
  }

  private boolean zone() {
    if (at == text.length()) {
      return true;
    }
    if (skip('Z') || skip('z')) {
      return at == text.length();
    }
    int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
    if (sign == 0) {
      return false;
    }
    int hours = twoDigits();
    int minutes = 0;
    if (hours < 0 || hours > 23) {
      return false;
    }
    if (at < text.length()) {
      minutes = skip(':') ? twoDigits() : -1;
      if (minutes < 0 || minutes > 59) {
        return false;
      }
    }
    seconds -= sign * (hours * 3600L + minutes * 60L);
    return at == text.length();
  }

  private char at(int position) {
    return position < text.length() ? text.charAt(position) : '\0';
  }

  private boolean skip(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private int digitsAhead() {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end - at;
  }

  private long number(int digits) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      value = value * 10 + (text.charAt(at++) - '0');
    }
    return value;
  }

  private int twoDigits() {
    return digitsAhead() >= 2 ? (int) number(2) : -1;
  }

  private static int daysIn(long year, int month) {
    boolean leap =
        Math.floorMod(year, 4L) == 0
            && (Math.floorMod(year, 100L) != 0 || Math.floorMod(year, 400L) == 0);
    return month == 2 && leap ? 29 : DAYS[month - 1];
  }

  /** Days from 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, days_from_civil). */
  private static long daysSinceEpoch(long year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }
}
