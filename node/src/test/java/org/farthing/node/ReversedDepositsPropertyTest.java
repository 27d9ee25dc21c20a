package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.Test;

/**
 * Deposits, reversals, clicks, undos and closes in any order, here and in a plain model:
 * everybody's funds and debts are what the model says, no creator ever loses anything, and the
 * books agree.
 */
final class ReversedDepositsPropertyTest {

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int STEPS = 250;
  private static final long MINIMUM = 2_000_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final SettableClock calendar = TestNode.aCalendar();
  private final List<Donor> donors = new ArrayList<>();

  /** What the rules make of a member, reckoned apart. */
  private static final class Donor {
    final TestMember member;
    long funds;
    long owed;
    long reserved;
    int standing;

    Donor(TestMember member) {
      this.member = member;
    }

    void cover() {
      long covered = Math.min(funds, owed);
      funds -= covered;
      owed -= covered;
    }

    void reverse(long amount) {
      long taken = Math.min(funds, amount);
      funds -= taken;
      owed += amount - taken;
    }

    void click(long budget) {
      cover();
      if (owed > 0) {
        return;
      }
      long held = Math.min(budget, funds);
      if (reserved == 0 && held >= MINIMUM) {
        reserved = held;
        funds -= held;
      }
      if (reserved > 0) {
        standing++;
      }
    }

    void close() {
      funds += standing > 0 ? 0 : reserved;
      reserved = 0;
      standing = 0;
      cover();
    }
  }

  @Test
  void everybodyHasAndOwesWhatTheModelSays() {
    try (TestNode node = TestNode.aNode().at(calendar).withoutGiveToGet().start()) {
      TestMember creator = node.aCreator("zoe");
      List<TestThing> things = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        things.add(creator.thing("thing" + i));
      }
      for (String name : List.of("ann", "ben", "cem")) {
        donors.add(new Donor(node.aDonor(name).withBudget("3.00")));
      }
      BigDecimal received = new BigDecimal(creator.available());
      for (int step = 0; step < STEPS; step++) {
        String where = "seed %d, step %d".formatted(SEED, step);
        act(node, things);
        BigDecimal now = new BigDecimal(creator.available());
        assertThat(now).as(where).isGreaterThanOrEqualTo(received);
        received = now;
        donors.forEach(donor -> compare(node, donor, where));
      }
      assertThat(node.node().check()).as("seed %d", SEED).isEmpty();
    }
  }

  private void act(TestNode node, List<TestThing> things) {
    Donor donor = donors.get(random.nextInt(donors.size()));
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        long cents = random.nextLong(1, 500);
        donor.member.withFunds("%d.%02d".formatted(cents / 100, cents % 100));
        donor.funds += cents * 10_000;
        donor.cover();
      }
      case 3, 4 -> reverseOne(node, donor);
      case 5, 6, 7 -> click(donor, things);
      case 8 -> undoOne(donor, things);
      case 9 -> close(node);
      default -> throw new IllegalStateException();
    }
  }

  /** Any of the donor's deposits, also one that was taken back before. */
  private void reverseOne(TestNode node, Donor donor) {
    List<Deposit> deposits = node.node().deposits().of(donor.member.id().value());
    if (deposits.isEmpty()) {
      return;
    }
    Deposit one = deposits.get(random.nextInt(deposits.size()));
    node.node().deposits().reverse(one.id(), new Mandate("test", "seed " + SEED));
    if (one.reversal().isEmpty()) {
      donor.reverse(one.micros());
    }
  }

  private void click(Donor donor, List<TestThing> things) {
    TestThing thing = things.get(random.nextInt(things.size()));
    boolean again =
        donor.member.gave(month()).stream()
            .anyMatch(it -> it.thing().url().equals(thing.url()) && stands(it.state()));
    donor.member.clicks(thing);
    int before = donor.standing;
    donor.click(3_000_000);
    donor.standing = again ? before : donor.standing;
  }

  private void undoOne(Donor donor, List<TestThing> things) {
    for (TestThing thing : things) {
      if (donor.member.undoes(thing) instanceof UndoOutcome.Undone) {
        donor.standing--;
      }
    }
  }

  private void close(TestNode node) {
    YearMonth month = month();
    TestNode.cutOff(calendar, month);
    node.closes(month);
    donors.forEach(Donor::close);
  }

  private static boolean stands(GivenState state) {
    return state == GivenState.COUNTED;
  }

  private YearMonth month() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }

  private static void compare(TestNode node, Donor donor, String where) {
    assertThat(donor.member.funds()).as("%s: funds", where).isEqualTo(TestNode.amount(donor.funds));
    assertThat(node.posted(new Account.MemberReceivable(donor.member.id().value())))
        .as("%s: owed", where)
        .isEqualTo(TestNode.amount(donor.owed));
  }
}
