package dev.postern.syntax;

import dev.postern.model.CaseFold;
import dev.postern.policy.Comparison;
import dev.postern.policy.Version;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a condition value of a policy can be parsed for its operator (R-8.7). */
final class ConditionFormat {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern DATE =
      Pattern.compile(
          "([+-]?[0-9]{4,9})(?:-([0-9]{2})(?:-([0-9]{2})(?:[Tt]([0-9]{2}):([0-9]{2})"
              + "(?::([0-9]{2})(?:\\.[0-9]{1,9})?)?(?:[Zz]|[+-]([0-9]{2})(?::([0-9]{2}))?)?)?)?)?");
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final BigInteger LAST_SECOND = BigInteger.valueOf(Long.MAX_VALUE);

  private ConditionFormat() {}

  /**
   * Whether a value of this family can ever be parsed; values with variables pass where variables
   * exist (R-5.2).
   */
  static boolean isParsable(Comparison.Family family, String value, Version version) {
    boolean variable = version == Version.V2012 && value.contains("${");
    return switch (family) {
      case STRING, UNKNOWN -> true;
      case NUMERIC -> NUMBER.matcher(value).matches();
      case DATE -> isWritableDate(value) && exists(value);
      case BOOL -> variable || isTruth(value);
      case NULL -> value.equals("true") || value.equals("false");
      case BINARY -> isBase64(value);
      case IP -> isAddressBlock(value);
      case ARN -> variable || value.split(":", 6).length == 6;
    };
  }

  /** Whether a date may be written (R-7.9, R-7.14); it need not exist. */
  static boolean isWritableDate(String value) {
    if (DIGITS.matcher(value).matches()) {
      return value.length() <= 4
          || value.length() <= 40 && new BigInteger(value).compareTo(LAST_SECOND) <= 0;
    }
    Matcher date = DATE.matcher(value);
    return date.matches()
        && within(date.group(1), -292_275_054, 292_278_993)
        && within(date.group(2), 1, 12)
        && within(date.group(3), 1, 31)
        && within(date.group(4), 0, 23)
        && within(date.group(5), 0, 59)
        && within(date.group(6), 0, 59)
        && within(date.group(7), 0, 23)
        && within(date.group(8), 0, 59);
  }

  private static boolean exists(String value) {
    Matcher date = DATE.matcher(value);
    if (!date.matches() || date.group(3) == null) {
      return true;
    }
    try {
      LocalDate.of(
          Integer.parseInt(date.group(1)),
          Integer.parseInt(date.group(2)),
          Integer.parseInt(date.group(3)));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean within(@Nullable String digits, int least, int most) {
    if (digits == null) {
      return true;
    }
    int number = Integer.parseInt(digits);
    return number >= least && number <= most;
  }

  private static boolean isTruth(String value) {
    String fold = CaseFold.fold(value);
    return fold.equals("true") || fold.equals("false");
  }

  private static boolean isBase64(String value) {
    if (value.length() % 4 != 0) {
      return false;
    }
    try {
      Base64.getDecoder().decode(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isAddressBlock(String value) {
    int slash = value.indexOf('/');
    String address = slash < 0 ? value : value.substring(0, slash);
    boolean four = isIpv4(address);
    if (!four && !isIpv6(address)) {
      return false;
    }
    String prefix = slash < 0 ? "0" : value.substring(slash + 1);
    return OCTET.matcher(prefix).matches() && Integer.parseInt(prefix) <= (four ? 32 : 128);
  }

  private static boolean isIpv4(String address) {
    String[] octets = address.split("\\.", -1);
    for (String octet : octets) {
      if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return octets.length == 4;
  }

  private static boolean isIpv6(String address) {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address) == 8;
    }
    int before =
        gap == 0 ? 0 : address.lastIndexOf('.', gap) >= 0 ? -1 : groups(address.substring(0, gap));
    int after = gap + 2 == address.length() ? 0 : groups(address.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /** How many groups of 16 bits a run has, the last perhaps an IPv4 address; -1 if it is none. */
  private static int groups(String run) {
    String[] groups = run.split(":", -1);
    int count = groups.length;
    for (int i = 0; i < groups.length; i++) {
      if (i == groups.length - 1 && isIpv4(groups[i])) {
        count++;
      } else if (!GROUP.matcher(groups[i]).matches()) {
        return -1;
      }
    }
    return count;
  }
}
