package dev.postern.model;

import java.util.Optional;

/**
 * An Amazon Resource Name: six fields separated by colons, the sixth being everything after the
 * fifth colon.
 *
 * @param partition the second field, for example {@code aws}
 * @param service the third field, for example {@code iam}
 * @param region the fourth field; may be empty
 * @param account the fifth field; may be empty
 * @param resource the rest; may hold colons
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /**
   * Splits {@code text} at its first five colons; empty unless it has six fields and begins with
   * {@code arn:}.
   */
  public static Optional<Arn> parse(String text) {
    if (!text.startsWith("arn:")) {
      return Optional.empty();
    }
    int second = text.indexOf(':', 4);
    int third = second < 0 ? -1 : text.indexOf(':', second + 1);
    int fourth = third < 0 ? -1 : text.indexOf(':', third + 1);
    int fifth = fourth < 0 ? -1 : text.indexOf(':', fourth + 1);
    if (fifth < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Arn(
            text.substring(4, second),
            text.substring(second + 1, third),
            text.substring(third + 1, fourth),
            text.substring(fourth + 1, fifth),
            text.substring(fifth + 1)));
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
