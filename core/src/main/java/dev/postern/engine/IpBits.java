package dev.postern.engine;

/**
 * An IP address or block read from text. Mutable, so that request values are
 * read without allocation. An IPv4-mapped IPv6 address or block is the IPv4 one.
 */
final class IpBits {
  private long high;
  private long low;
  private int width;
  private int prefix;

  /** Reads an address without prefix; false if the text is none. */
  boolean readAddress(String text) {
    return address(text, text.length()) && unmap(width);
  }

  /** Reads an address or block; false if the text is neither. */
  boolean readBlock(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return readAddress(text);
    }
    if (!address(text, slash)) {
      return false;
    }
    int digits = text.length() - slash - 1;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(slash + 1) == '0')) {
      return false;
    }
    int value = 0;
    for (int i = slash + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + (c - '0');
    }
    return value <= width && unmap(value);
  }

  /** Whether this block contains an address. */
  boolean contains(IpBits address) {
    if (width != address.width) {
      return false;
    }
    if (width == 32) {
      long mask = prefix == 0 ? 0 : -1L << (32 - prefix) & 0xFFFF_FFFFL;
      return (low & mask) == (address.low & mask);
    }
    long maskHigh = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    long maskLow = prefix <= 64 ? 0 : -1L << (128 - prefix);
    return (high & maskHigh) == (address.high & maskHigh)
        && (low & maskLow) == (address.low & maskLow);
  }

  private boolean unmap(int bits) {
    prefix = bits;
    if (width == 128 && high == 0 && low >>> 32 == 0xFFFFL && bits >= 96) {
      width = 32;
      low &= 0xFFFF_FFFFL;
      prefix = bits - 96;
    }
    return true;
  }

  private boolean address(String text, int end) {
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == ':') {
        return sixteenBytes(text, end);
      }
    }
    high = 0;
    width = 32;
    low = fourBytes(text, 0, end);
    return low >= 0;
  }

  private static long fourBytes(String text, int start, int end) {
    long value = 0;
    int at = start;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0 && (at >= end || text.charAt(at++) != '.')) {
        return -1;
      }
      int first = at;
      int number = 0;
      while (at < end && at - first < 4 && isDigit(text.charAt(at))) {
        number = number * 10 + (text.charAt(at++) - '0');
      }
      int digits = at - first;
      if (digits == 0 || digits > 3 || number > 255 || (digits > 1 && text.charAt(first) == '0')) {
        return -1;
      }
      value = value << 8 | number;
    }
    return at == end ? value : -1;
  }

  private boolean sixteenBytes(String text, int end) {
    width = 128;
    high = 0;
    low = 0;
    int groups = 0;
    int gap = -1;
    int at = 0;
    if (end >= 2 && text.charAt(0) == ':' && text.charAt(1) == ':') {
      gap = 0;
      at = 2;
    }
    while (at < end) {
      int first = at;
      int number = 0;
      while (at < end
          && at - first < 4
          && Character.digit(text.charAt(at), 16) >= 0
          && text.charAt(at) < 128) {
        number = number << 4 | Character.digit(text.charAt(at++), 16);
      }
      if (at < end && text.charAt(at) == '.') {
        long tail = fourBytes(text, first, end);
        if (tail < 0 || groups > 6) {
          return false;
        }
        push((int) (tail >>> 16));
        push((int) (tail & 0xFFFF));
        groups += 2;
        at = end;
        break;
      }
      if (at == first || groups == 8) {
        return false;
      }
      push(number);
      groups++;
      if (at == end) {
        break;
      }
      if (text.charAt(at++) != ':' || at == end) {
        return false;
      }
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = groups;
        at++;
      }
    }
    if (gap < 0) {
      return groups == 8;
    }
    if (groups > 7) {
      return false;
    }
    spread(gap, groups);
    return true;
  }

  private void push(int group) {
    high = high << 16 | low >>> 48;
    low = low << 16 | group;
  }

  /** Puts zero groups between the groups before the gap and those after it. */
  private void spread(int before, int groups) {
    int after = groups - before;
    int shift = 16 * (8 - groups);
    // the groups read stand right-aligned in 16 * groups bits; the first `before` of them move up
    // by `shift`
    long keepLow = after >= 4 ? -1L : (1L << (16 * after)) - 1;
    long keepHigh = after > 4 ? (1L << (16 * (after - 4))) - 1 : 0;
    long tailHigh = high & keepHigh;
    long tailLow = low & keepLow;
    long headHigh = high & ~keepHigh;
    long headLow = low & ~keepLow;
    long movedHigh;
    long movedLow;
    if (shift >= 128) {
      movedHigh = 0;
      movedLow = 0;
    } else if (shift >= 64) {
      movedHigh = headLow << (shift - 64);
      movedLow = 0;
    } else if (shift == 0) {
      movedHigh = headHigh;
      movedLow = headLow;
    } else {
      movedHigh = headHigh << shift | headLow >>> (64 - shift);
      movedLow = headLow << shift;
    }
    high = movedHigh | tailHigh;
    low = movedLow | tailLow;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
