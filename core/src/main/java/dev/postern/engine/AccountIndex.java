package dev.postern.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that the directory knows, found by the number that their id is, so that an id inside
 * an ARN need not be cut out to be looked up. Equal accounts are one object.
 */
final class AccountIndex {
  private final @Nullable AccountNode[] table;
  private final long[] numbers;
  private final int mask;

  AccountIndex(Collection<AccountNode> accounts) {
    int size = Integer.highestOneBit(Math.max(4, accounts.size() * 4));
    table = new AccountNode[size];
    numbers = new long[size];
    mask = size - 1;
    for (AccountNode account : accounts) {
      long number = number(account.id());
      if (number >= 0) {
        int slot = spread(number);
        while (table[slot] != null) {
          slot = (slot + 1) & mask;
        }
        table[slot] = account;
        numbers[slot] = number;
      }
    }
  }

  /** The account of an id, which may be empty. */
  AccountNode of(String id) {
    AccountNode known = find(number(id));
    return known == null ? AccountNode.stranger(id) : known;
  }

  /** The account that an ARN names, if its field is an account id. */
  AccountNode of(ArnFields arn) {
    if (!arn.hasAccount()) {
      return AccountNode.NONE;
    }
    AccountNode known = find(arn.accountNumber());
    return known == null ? AccountNode.stranger(arn.account()) : known;
  }

  @Nullable AccountNode known(String id) {
    return find(number(id));
  }

  private static long number(String id) {
    return id.length() == AccountNode.ID_LENGTH ? AccountNode.number(id, 0) : -1;
  }

  private @Nullable AccountNode find(long number) {
    if (number < 0) {
      return null;
    }
    int slot = spread(number);
    while (table[slot] != null) {
      if (numbers[slot] == number) {
        return table[slot];
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  private int spread(long number) {
    long mixed = number * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 40) & mask;
  }
}
