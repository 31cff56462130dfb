package dev.postern.engine;

/**
 * The six fields of an ARN where they stand in its text. Mutable, so that the resource of a
 * request is read once for each check, without allocation. Of a text that is no ARN every question
 * is answered with no.
 */
final class ArnFields {
  private static final String SCHEME = "arn:";

  private String text = "";
  private boolean isArn;
  private int service;
  private int region;
  private int account;
  private int resource;

  /** Reads a text; whether it is an ARN is asked with {@link #isArn}. */
  ArnFields read(String from) {
    text = from;
    isArn = false;
    if (!from.startsWith(SCHEME)) {
      return this;
    }
    int at = SCHEME.length();
    int colons = 0;
    while (colons < 4 && at < from.length()) {
      if (from.charAt(at++) == ':') {
        switch (colons++) {
          case 0 -> service = at;
          case 1 -> region = at;
          case 2 -> account = at;
          default -> resource = at;
        }
      }
    }
    isArn = colons == 4;
    return this;
  }

  boolean isArn() {
    return isArn;
  }

  boolean isOf(String wanted) {
    return isField(service, region, wanted);
  }

  boolean isOfPartition(String wanted) {
    return isField(SCHEME.length(), service, wanted);
  }

  boolean isOfAccount(String wanted) {
    return isField(account, resource, wanted);
  }

  boolean resourceStartsWith(String prefix) {
    return isArn && text.startsWith(prefix, resource);
  }

  /** Whether the account field is an account id. */
  boolean hasAccount() {
    return isArn
        && resource - 1 - account == AccountNode.ID_LENGTH
        && AccountNode.number(text, account) >= 0;
  }

  /** The account field as a number; only if {@link #hasAccount}. */
  long accountNumber() {
    return AccountNode.number(text, account);
  }

  /** The account field; empty if there is none. */
  String account() {
    return isArn ? text.substring(account, resource - 1) : "";
  }

  /** The last field; empty if there is none. */
  String resource() {
    return isArn ? text.substring(resource) : "";
  }

  private boolean isField(int start, int next, String wanted) {
    return isArn && next - 1 - start == wanted.length() && text.startsWith(wanted, start);
  }
}
