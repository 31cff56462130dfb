package dev.postern.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values that operators compare (section 7); empty where a text is not parsable. */
final class ReferenceParse {
  private static final BigInteger LAST_SECOND = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Pattern DATE =
      Pattern.compile(
          "([+-]?[0-9]{4,9})(?:-([0-9]{2})(?:-([0-9]{2})(?:[Tt]([0-9]{2}):([0-9]{2})"
              + "(?::([0-9]{2})(\\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?");

  private ReferenceParse() {}

  /** */
  static Optional<BigDecimal> number(String text) {
    return text.matches("[+-]?[0-9]+(\\.[0-9]+)?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** */
  static Optional<Boolean> truth(String text) {
    if (text.equalsIgnoreCase("true")) {
      return Optional.of(true);
    }
    return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
  }

  /** exactly these. */
  static Optional<Boolean> nullness(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** base64 with its padding. */
  static Optional<ByteBuffer> bytes(String text) {
    if (text.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Seconds since the epoch, with fraction. */
  static Optional<BigDecimal> date(String text) {
    if (text.matches("[0-9]+") && text.length() != 4) {
      BigInteger seconds = new BigInteger(text);
      return seconds.compareTo(LAST_SECOND) <= 0
          ? Optional.of(new BigDecimal(seconds))
          : Optional.empty();
    }
    Matcher date = DATE.matcher(text);
    if (!date.matches() || isOutside(date, 1, -292_275_054, 292_278_993)) {
      return Optional.empty();
    }
    if (isOutside(date, 4, 0, 23) || isOutside(date, 5, 0, 59) || isOutside(date, 6, 0, 59)) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.of(part(date, 1, 0), part(date, 2, 1), part(date, 3, 1));
      long clock = part(date, 4, 0) * 3600L + part(date, 5, 0) * 60L + part(date, 6, 0);
      BigDecimal fraction =
          date.group(7) == null ? BigDecimal.ZERO : new BigDecimal("0" + date.group(7));
      return zone(date.group(8) == null ? "Z" : date.group(8))
          .map(offset ->
              BigDecimal.valueOf(day.toEpochDay())
                  .multiply(BigDecimal.valueOf(86_400))
                  .add(BigDecimal.valueOf(clock - offset))
                  .add(fraction));
    } catch (DateTimeException e) {
      return Optional.empty(); // no such day
    }
  }

  /** Whether a part is there and out of range. */
  private static boolean isOutside(Matcher date, int group, int least, int most) {
    return date.group(group) != null
        && (Integer.parseInt(date.group(group)) < least
            || Integer.parseInt(date.group(group)) > most);
  }

  private static int part(Matcher date, int group, int otherwise) {
    return date.group(group) == null ? otherwise : Integer.parseInt(date.group(group));
  }

  /** Seconds east of UTC. */
  private static Optional<Long> zone(String zone) {
    if (zone.equalsIgnoreCase("Z")) {
      return Optional.of(0L);
    }
    int hours = Integer.parseInt(zone.substring(1, 3));
    int minutes = zone.length() == 6 ? Integer.parseInt(zone.substring(4, 6)) : 0;
    long seconds = hours * 3600L + minutes * 60L;
    return hours > 23 || minutes > 59
        ? Optional.empty()
        : Optional.of(zone.charAt(0) == '-' ? -seconds : seconds);
  }

  /** An address of 32 or 128 bits with the length of its prefix. */
  record Block(int bits, BigInteger address, int prefix) {
    /** Whether an address lies in this block; never one of the other family. */
    boolean contains(Block other) {
      return bits == other.bits
          && address.shiftRight(bits - prefix).equals(other.address.shiftRight(bits - prefix));
    }
  }

  /** An address without prefix: a request value. */
  static Optional<Block> address(String text) {
    return text.contains("/") ? Optional.empty() : block(text);
  }

  /** An address or CIDR block: a policy value. */
  static Optional<Block> block(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<BigInteger> four = four(address);
    Optional<BigInteger> value = four.isPresent() ? four : six(address);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int bits = four.isPresent() ? 32 : 128;
    String prefixText = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
    if (!prefixText.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(prefixText) > bits) {
      return Optional.empty();
    }
    return Optional.of(unmapped(new Block(bits, value.get(), Integer.parseInt(prefixText))));
  }

  /** `::ffff:a.b.c.d` is a.b.c.d. */
  private static Block unmapped(Block block) {
    boolean mapped =
        block.bits() == 128
            && block.prefix() >= 96
            && block.address().shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
    BigInteger low = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    return mapped ? new Block(32, block.address().and(low), block.prefix() - 96) : block;
  }

  private static Optional<BigInteger> four(String text) {
    String[] octets = text.split("\\.", -1);
    BigInteger value = BigInteger.ZERO;
    for (String octet : octets) {
      if (!octet.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(octet) > 255) {
        return Optional.empty();
      }
      value = value.shiftLeft(8).add(new BigInteger(octet));
    }
    return octets.length == 4 ? Optional.of(value) : Optional.empty();
  }

  private static Optional<BigInteger> six(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(groups -> groups.size() == 8).map(ReferenceParse::joined);
    }
    Optional<List<Integer>> before = groups(text.substring(0, gap));
    Optional<List<Integer>> after = groups(text.substring(gap + 2));
    if (before.isEmpty() || after.isEmpty() || text.substring(0, gap).contains(".")) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>(before.get());
    while (all.size() + after.get().size() < 8) {
      all.add(0);
    }
    all.addAll(after.get());
    boolean fits = before.get().size() + after.get().size() <= 7 && all.size() == 8;
    return fits ? Optional.of(joined(all)) : Optional.empty();
  }

  /** Groups of 16 bits; the last may be written as an IPv4 address. */
  private static Optional<List<Integer>> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(groups);
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      Optional<BigInteger> four = i == parts.length - 1 ? four(parts[i]) : Optional.empty();
      if (four.isPresent()) {
        groups.add(four.get().intValue() >>> 16);
        groups.add(four.get().intValue() & 0xFFFF);
      } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(groups);
  }

  private static BigInteger joined(List<Integer> groups) {
    BigInteger value = BigInteger.ZERO;
    for (int group : groups) {
      value = value.shiftLeft(16).add(BigInteger.valueOf(group));
    }
    return value;
  }
}
