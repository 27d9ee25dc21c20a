package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.cutOff;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clicks that come at the same time (product rules 2 to 4, 8 and 13). */
final class ClickRaceTest {

  private static final int DONORS = 12;
  private static final int THINGS = 8;

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode node = aNode().at(calendar).start();
  private final TestMember bob = node.aCreator("bob").withFunds("50.00").withBudget("2.00");
  private final TestMember carol = node.aCreator("carol");
  private final List<TestThing> things =
      IntStream.range(0, THINGS).mapToObj(number -> bob.thing("song-" + number)).toList();
  private final List<TestMember> donors =
      IntStream.range(0, DONORS)
          .mapToObj(number -> node.aDonor("donor" + number).withFunds("50.00").withBudget("2.00"))
          .toList();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void crowdThatClicksTwiceIsRecordedOnceEach() throws Exception {
    bob.flattrs(carol.thing("drawing"));

    List<Callable<RecordOutcome>> clicks = new ArrayList<>();
    for (int time = 0; time < 2; time++) {
      pairs().forEach(pair -> clicks.add(() -> pair.donor().clicks(pair.thing())));
    }
    List<RecordOutcome> outcomes = atTheSameTime(clicks);

    assertThat(outcomes.stream().filter(RecordOutcome.Recorded.class::isInstance))
        .hasSize(DONORS * THINGS);
    assertThat(outcomes.stream().filter(RecordOutcome.AlreadyFlattred.class::isInstance))
        .hasSize(DONORS * THINGS);
    assertThat(outcomes.stream().filter(ClickRaceTest::isFirstOfMonth)).hasSize(DONORS);
    assertThat(donors)
        .allSatisfy(
            donor ->
                assertThat(donor.gave(OCTOBER))
                    .hasSize(THINGS)
                    .allMatch(flattr -> flattr.state() == GivenState.COUNTED));
    assertThat(donors).allMatch(donor -> donor.funds().equals("48.00"));
  }

  @Test
  void flattrsThatComeWhileTheirCreatorBeginsToGiveAllCount() throws Exception {
    TestThing drawing = carol.thing("drawing");
    List<Callable<RecordOutcome>> clicks = new ArrayList<>();
    pairs().forEach(pair -> clicks.add(() -> pair.donor().clicks(pair.thing())));
    clicks.add(clicks.size() / 2, () -> bob.clicks(drawing));

    atTheSameTime(clicks);

    assertThat(donors)
        .allSatisfy(
            donor ->
                assertThat(donor.gave(OCTOBER))
                    .hasSize(THINGS)
                    .allMatch(flattr -> flattr.state() == GivenState.COUNTED));
  }

  @Test
  void clicksAndUndosInTurnsLeaveAtMostOneStandingFlattr() throws Exception {
    bob.flattrs(carol.thing("drawing"));
    TestMember alice = donors.getFirst();
    TestThing song = things.getFirst();
    List<Callable<RecordOutcome>> turns = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      turns.add(
          () -> {
            RecordOutcome outcome = alice.clicks(song);
            alice.undoes(song);
            return outcome;
          });
    }

    atTheSameTime(turns);
    RecordOutcome last = alice.clicks(song);

    assertThat(last).isInstanceOf(RecordOutcome.Recorded.class);
    assertThat(alice.gave(OCTOBER).stream().filter(it -> it.state() == GivenState.COUNTED))
        .hasSize(1);
    assertThat(alice.gave(OCTOBER).stream().filter(it -> it.state() != GivenState.COUNTED))
        .allMatch(flattr -> flattr.state() == GivenState.UNDONE);
  }

  @Test
  void clicksWhileTheirMonthIsCutOffCountInItOrInTheNext() throws Exception {
    bob.flattrs(carol.thing("drawing"));
    List<Callable<RecordOutcome>> clicks = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    pairs()
        .forEach(
            pair ->
                clicks.add(
                    () -> {
                      if (done.incrementAndGet() == DONORS * THINGS / 2) {
                        cutOff(calendar, OCTOBER);
                        node.closes(OCTOBER);
                      }
                      return pair.donor().clicks(pair.thing());
                    }));

    List<RecordOutcome> outcomes = atTheSameTime(clicks);

    assertThat(outcomes).allMatch(RecordOutcome.Recorded.class::isInstance);
    List<Given> inOctober = givenIn(OCTOBER);
    assertThat(inOctober.size() + givenIn(NOVEMBER).size()).isEqualTo(DONORS * THINGS + 1);
    assertThat(node.node().figures().shares(OCTOBER).keySet())
        .containsExactlyInAnyOrderElementsOf(
            inOctober.stream()
                .filter(flattr -> flattr.state() == GivenState.COUNTED)
                .map(Given::id)
                .toList());
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void habitAndWishToBeAnonymousHoldForEachClick() {
    bob.flattrs(carol.thing("drawing"));
    TestMember alice = donors.getFirst();
    alice.flattrs(things.get(0));
    alice.anonymous();

    Given byHabit = alice.flattrs(things.get(1));
    RecordOutcome named =
        node.node().flattrs().record(alice.id(), things.get(2).url(), Boolean.FALSE);

    assertThat(byHabit.anonymous()).isTrue();
    assertThat(alice.now(byHabit)).isEqualTo(byHabit);
    assertThat(named)
        .isInstanceOfSatisfying(
            RecordOutcome.Recorded.class,
            it -> assertThat(alice.now(it.flattr()).anonymous()).isFalse());
  }

  private record Pair(TestMember donor, TestThing thing) {}

  private Stream<Pair> pairs() {
    return things.stream().flatMap(thing -> donors.stream().map(donor -> new Pair(donor, thing)));
  }

  private List<Given> givenIn(YearMonth month) {
    return node.node().flattrs().of(month);
  }

  private static boolean isFirstOfMonth(RecordOutcome outcome) {
    return outcome instanceof RecordOutcome.Recorded recorded && recorded.firstOfMonth();
  }

  private static List<RecordOutcome> atTheSameTime(List<Callable<RecordOutcome>> clicks)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<RecordOutcome> outcomes = new ArrayList<>();
      for (Future<RecordOutcome> outcome : threads.invokeAll(clicks)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }
}
