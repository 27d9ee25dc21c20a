package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.PayoutOutcome;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.Test;

/**
 * Deposits, reversals, clicks, undos, closes and funds asked back in any order, here and in a plain
 * model: everybody's funds and debts and the bank are what the model says, no creator ever loses
 * anything, and the books agree.
 */
final class ReversedDepositsPropertyTest {

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int STEPS = 250;
  private static final long MINIMUM = 2_000_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final SettableClock calendar = TestNode.aCalendar();
  private final List<Donor> donors = new ArrayList<>();
  private long bank;

  /** What is set aside to leave the bank. */
  private long held;

  /** What the rules make of a member, reckoned apart. */
  private static final class Donor {
    final TestMember member;
    long funds;
    long owed;
    long reserved;
    int standing;

    /** What was asked back and is not over, by its number, and whether the bank has sent it. */
    final Map<Long, Boolean> asked = new LinkedHashMap<>();

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
        assertThat(node.posted(new Account.Bank())).as(where).isEqualTo(TestNode.amount(bank));
      }
      assertThat(node.node().check()).as("seed %d", SEED).isEmpty();
    }
  }

  private void act(TestNode node, List<TestThing> things) {
    Donor donor = donors.get(random.nextInt(donors.size()));
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        long cents = random.nextLong(1, 500);
        donor.member.withFunds("%d.%02d".formatted(cents / 100, cents % 100));
        donor.funds += cents * 10_000;
        bank += cents * 10_000;
        donor.cover();
      }
      case 3, 4 -> reverseOne(node, donor);
      case 5, 6, 7 -> click(donor, things);
      case 8 -> undoOne(donor, things);
      case 9 -> close(node);
      case 10, 11 -> askBack(node, donor);
      case 12, 13 -> decideOne(node, donor);
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
    boolean bankHasIt = one.reversal().isPresent() || one.micros() <= free();
    try {
      node.node().deposits().reverse(one.id(), new Mandate("test", "seed " + SEED));
      assertThat(bankHasIt).as("seed %d", SEED).isTrue();
    } catch (Problem problem) {
      assertThat(bankHasIt).as("seed %d: %s", SEED, problem).isFalse();
      assertThat(problem.code()).isEqualTo("bank_short");
      return;
    }
    if (one.reversal().isEmpty()) {
      donor.reverse(one.micros());
      bank -= one.micros();
    }
  }

  /** As much as there is, less, or more, which is refused. */
  private void askBack(TestNode node, Donor donor) {
    long micros = random.nextLong(0, donor.funds / 10_000 + 3) * 10_000;
    boolean isAsked = micros > 0 && micros <= donor.funds;
    boolean bankHasIt = micros <= free();
    try {
      PayoutOutcome outcome =
          node.node()
              .payouts()
              .requestBack(
                  donor.member.id().value(),
                  micros,
                  new PayoutDetails("Ann", "cash"),
                  "key" + random.nextLong());
      assertThat(outcome instanceof PayoutOutcome.Requested)
          .as("seed %d", SEED)
          .isEqualTo(isAsked && bankHasIt);
      if (outcome instanceof PayoutOutcome.Requested(Payout payout)) {
        donor.asked.put(payout.id(), false);
        donor.funds -= micros;
        held += micros;
      }
    } catch (Problem problem) {
      assertThat(isAsked && !bankHasIt).as("seed %d: %s", SEED, problem).isTrue();
      assertThat(problem.code()).isEqualTo("bank_short");
    }
  }

  /** What of the bank nothing is on its way from. */
  private long free() {
    return bank - held;
  }

  /** One that was asked back is sent, undone or refused; one that was sent comes back. */
  private void decideOne(TestNode node, Donor donor) {
    if (donor.asked.isEmpty()) {
      return;
    }
    List<Long> ids = List.copyOf(donor.asked.keySet());
    long id = ids.get(random.nextInt(ids.size()));
    long micros = node.node().payouts().find(id).orElseThrow().micros();
    PayoutDecisions decisions = node.node().payoutDecisions();
    Mandate mandate = new Mandate("test", "seed " + SEED);
    boolean wasSent = Objects.requireNonNull(donor.asked.remove(id));
    switch (random.nextInt(wasSent ? 1 : 4)) {
      case 0 -> {
        if (wasSent) {
          decisions.returned(id, mandate);
          bank += micros;
        } else {
          node.node().payouts().undo(donor.member.id().value(), id);
          held -= micros;
        }
        donor.funds += micros;
        donor.cover();
      }
      case 1 -> {
        decisions.refuse(id, mandate);
        held -= micros;
        donor.funds += micros;
        donor.cover();
      }
      default -> {
        decisions.sent(id, mandate);
        held -= micros;
        bank -= micros;
        donor.asked.put(id, true);
      }
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
