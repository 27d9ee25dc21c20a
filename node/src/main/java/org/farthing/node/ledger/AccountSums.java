package org.farthing.node.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.farthing.node.platform.LongNumbers;

/** Sums per account over millions of transfers, without an object each. Of one thread. */
final class AccountSums {

  /** Per account: debits posted, debits pending, credits posted, credits pending, as in a total. */
  private static final int FIELDS = 4;

  private static final int CREDIT = 2;

  private final LongNumbers accounts = new LongNumbers();
  private long[] sums = new long[64 * FIELDS];
  private boolean[] taken = new boolean[64];

  /**
   * @throws ArithmeticException beyond nine trillion currency units
   */
  void debit(long account, long posted, long pending) {
    add(place(account), posted, pending);
  }

  /**
   * @throws ArithmeticException beyond nine trillion currency units
   */
  void credit(long account, long posted, long pending) {
    add(place(account) + CREDIT, posted, pending);
  }

  private void add(int place, long posted, long pending) {
    sums[place] = Math.addExact(sums[place], posted);
    sums[place + 1] = Math.addExact(sums[place + 1], pending);
  }

  private int place(long account) {
    int number = accounts.number(account);
    if (number == taken.length) {
      taken = Arrays.copyOf(taken, 2 * number);
      sums = Arrays.copyOf(sums, 2 * number * FIELDS);
    }
    return number * FIELDS;
  }

  /** An account's sums; zero when nothing was added. */
  Totals take(long account) {
    int number = accounts.find(account);
    if (number < 0) {
      return Totals.ZERO;
    }
    taken[number] = true;
    int place = number * FIELDS;
    return new Totals(sums[place], sums[place + 1], sums[place + 2], sums[place + 3]);
  }

  /** The accounts with sums that nobody has taken. */
  List<Long> notTaken() {
    List<Long> left = new ArrayList<>();
    for (int number = 0; number < accounts.size(); number++) {
      if (!taken[number]) {
        left.add(accounts.key(number));
      }
    }
    return left;
  }
}
