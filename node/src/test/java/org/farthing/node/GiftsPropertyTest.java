package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.GiftOutcome;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Months of gifts and flattrs between two nodes, in any order, here and in a plain model: each
 * donor has left and each creator has got what the model says, and no micro-unit is lost or made.
 */
final class GiftsPropertyTest {

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int MONTHS = 2;
  private static final int STEPS = 25;
  private static final long BUDGET = 2_400_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).withoutGiveToGet().start();
  private final TestNode b = aNode().at(calendar).withoutGiveToGet().start();
  private final List<Person> people = new ArrayList<>();
  private int gifts;

  /** A member, and what the rules make of them, reckoned apart. */
  private static final class Person {
    final TestMember member;
    final TestThing thing;
    final Map<Person, Long> clicked = new HashMap<>();
    long funds = 40_000_000;
    long grossOfMonth;
    long received;

    Person(TestMember member) {
      this.member = member;
      this.thing = member.thing("thing");
    }
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  @Test
  void everybodyHasWhatTheModelSaysAndNothingIsLost() {
    for (String name : List.of("ann", "ben", "cem")) {
      people.add(new Person(a.aCreator(name).withFunds("40.00").withBudget("2.40")));
      people.add(new Person(b.aCreator(name + "b").withFunds("40.00").withBudget("2.40")));
    }
    for (int month = 0; month < MONTHS; month++) {
      YearMonth period = TestNode.OCTOBER.plusMonths(month);
      calendar.set(period.atDay(10).atStartOfDay(ZoneOffset.UTC).toInstant());
      for (int step = 0; step < STEPS; step++) {
        act();
      }
      awaitQuiet(a, b);
      closes(period);
      reckon();
      compare("seed %d, %s".formatted(SEED, period));
    }
  }

  private void act() {
    Person donor = people.get(random.nextInt(people.size()));
    Person creator = people.get(random.nextInt(people.size()));
    if (donor == creator) {
      return;
    }
    if (random.nextInt(3) == 0) {
      donor.member.clicks(creator.thing);
      donor.funds -= donor.clicked.isEmpty() ? BUDGET : 0;
      donor.clicked.put(creator, 0L);
      return;
    }
    long micros = random.nextLong(10_000, 3_000_000);
    Node node = donor.member.at().node();
    Creator to = node.creators().creator(creator.member.handle());
    GiftOutcome outcome =
        node.gifts()
            .give(donor.member.id(), new Gifts.Wish(String.valueOf(++gifts), to, micros, null));
    boolean hasMeans = donor.funds >= micros;
    assertThat(outcome instanceof GiftOutcome.Recorded).as("seed %d", SEED).isEqualTo(hasMeans);
    if (hasMeans) {
      donor.funds -= micros;
      creator.grossOfMonth += micros;
    }
  }

  /**
   * Budgets are cut without a rest: there are at most five others, and 2.40 is cut by each of 1 to
   * 5.
   */
  private void reckon() {
    for (Person donor : people) {
      donor.clicked.keySet().forEach(to -> to.grossOfMonth += BUDGET / donor.clicked.size());
      donor.clicked.clear();
    }
    for (Person person : people) {
      person.received += person.grossOfMonth - person.grossOfMonth / 10;
      person.grossOfMonth = 0;
    }
  }

  private void compare(String where) {
    for (Person person : people) {
      assertThat(new BigDecimal(person.member.funds()))
          .as("%s: funds of %s", where, person.member.handle())
          .isEqualByComparingTo(units(person.funds));
      BigDecimal revenue =
          new BigDecimal(person.member.available()).add(new BigDecimal(person.member.pending()));
      assertThat(revenue)
          .as("%s: revenue of %s", where, person.member.handle())
          .isEqualByComparingTo(units(person.received));
    }
    BigDecimal inBanks = new BigDecimal(a.bank()).add(new BigDecimal(b.bank()));
    assertThat(inBanks).as(where).isEqualByComparingTo("240.00");
    assertThat(Stream.of(a, b).flatMap(node -> node.node().check().stream())).as(where).isEmpty();
  }

  private void closes(YearMonth period) {
    TestNode.cutOff(calendar, period);
    a.closes(period);
    b.closes(period);
    awaitQuiet(a, b);
    assertThat(a.closes(period)).as("seed %d", SEED).isEqualTo(CloseStage.CLOSED);
    assertThat(b.closes(period)).as("seed %d", SEED).isEqualTo(CloseStage.CLOSED);
  }

  private static String units(long micros) {
    return BigDecimal.valueOf(micros, 6).toPlainString();
  }
}
