package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.cutOff;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.Thing;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of flattrs whose creator is not known when they are given (product rule 5). */
final class UnclaimedFlattrTest {

  private static final String URL = "https://somebodys.example/song";
  private static final int CROWD = 12;
  private static final TestThing SONG = new TestThing(URL, null);

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).start();
  private final TestNode b = aNode().at(calendar).start();
  private final TestMember alice = a.aDonor("alice").withFunds("10.00").withBudget("3.00");
  private final TestMember carol = a.aCreator("carol").withFunds("10.00").withBudget("2.00");
  private final TestMember bob = b.aCreator("bob").withFunds("10.00").withBudget("2.00");

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  @Test
  void flattrCountsOnceItsCreatorHereIsKnown() {
    carol.flattrs(alice.thing("photo"));
    Given flattr = alice.flattrs(SONG);
    assertThat(alice.now(flattr).code()).contains("unknown_creator");

    carol.registers(URL);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
    assertThat(alice.now(flattr).creator().flatMap(it -> it.member())).contains(carol.id());
    carol.registers(URL);

    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    assertThat(carol.available()).isEqualTo("2.70");
    assertThat(alice.funds()).isEqualTo("7.00");
    assertThat(a.node().check()).isEmpty();
  }

  @Test
  void flattrWaitsForItsCreatorToGiveOnceTheyAreKnown() {
    Given flattr = alice.flattrs(SONG);

    carol.registers(URL);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(alice.now(flattr).code()).contains("not_receiving");

    carol.flattrs(alice.thing("photo"));
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void donorWhoTurnsOutToBeTheCreatorIsRefused() {
    Given own = carol.flattrs(SONG);
    Given others = alice.flattrs(SONG);

    carol.registers(URL);

    assertThat(carol.now(own).state()).isEqualTo(GivenState.REFUSED);
    assertThat(carol.now(own).code()).contains("flattr_owner");
    assertThat(alice.now(others).state()).isEqualTo(GivenState.COUNTED);
    assertThat(carol.clicks(SONG)).isInstanceOf(RecordOutcome.FlattrOwner.class);
    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    assertThat(carol.funds()).isEqualTo("10.00");
    assertThat(carol.available()).isEqualTo("2.70");
    assertThat(a.node().check()).isEmpty();
  }

  @Test
  void undoneFlattrStaysUndone() {
    carol.flattrs(alice.thing("photo"));
    Given flattr = alice.flattrs(SONG);
    alice.undoes(SONG);

    carol.registers(URL);

    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNDONE);
  }

  @Test
  void creatorWhoIsKnownAfterTheCutOffGetsNothingOfTheMonth() {
    carol.flattrs(alice.thing("photo"));
    Given flattr = alice.flattrs(SONG);
    cutOff(calendar, OCTOBER);

    carol.registers(URL);
    a.closes(OCTOBER);

    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(alice.now(flattr).code()).contains("unknown_creator");
    assertThat(carol.available()).isEqualTo("0.00");
    assertThat(alice.funds()).isEqualTo("10.00");
    assertThat(a.node().check()).isEmpty();
  }

  @Test
  void flattrIsSentOnceItsCreatorElsewhereIsKnown() {
    bob.registers(URL);
    bob.flattrs(b.aCreator("dora").thing("drawing"));
    Given named = alice.flattrs(SONG);
    carol.anonymous();
    Given unnamed = carol.flattrs(SONG);
    awaitQuiet(a, b);
    assertThat(alice.now(named).code()).contains("unknown_creator");

    Thing known = a.node().creators().declare(URL, bob.handle());
    awaitQuiet(a, b);

    assertThat(known.creator().flatMap(it -> it.peer())).isPresent();
    assertThat(alice.now(named).state()).isEqualTo(GivenState.COUNTED);
    assertThat(carol.now(unnamed).state()).isEqualTo(GivenState.COUNTED);
    isClosed();
    assertThat(bob.available()).isEqualTo("4.50");
    assertThat(alice.funds()).isEqualTo("7.00");
    assertThat(carol.funds()).isEqualTo("8.00");
  }

  @Test
  void flattrFromElsewhereCountsOnceItsCreatorHasShownThatTheThingIsTheirs() {
    bob.flattrs(b.aCreator("dora").thing("drawing"));
    Given flattr = alice.flattrs(new TestThing(URL, bob));
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).code()).contains("unknown_creator");

    bob.registers(URL);
    bob.registers(URL);
    awaitQuiet(a, b);

    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
    isClosed();
    assertThat(bob.available()).isEqualTo("2.70");
    assertThat(alice.funds()).isEqualTo("7.00");
  }

  @Test
  void flattrFromElsewhereWaitsForItsCreatorToGiveOnceTheThingIsTheirs() {
    Given flattr = alice.flattrs(new TestThing(URL, bob));
    awaitQuiet(a, b);

    bob.registers(URL);
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).code()).contains("not_receiving");

    bob.flattrs(b.aCreator("dora").thing("drawing"));
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void flattrFromElsewhereThatNamesAnotherCreatorStaysUnclaimed() {
    TestMember dora = b.aCreator("dora").withFunds("10.00").withBudget("2.00");
    dora.flattrs(bob.thing("poem"));
    Given flattr = alice.flattrs(new TestThing(URL, bob));
    awaitQuiet(a, b);

    dora.registers(URL);
    awaitQuiet(a, b);

    assertThat(alice.now(flattr).code()).contains("unknown_creator");
  }

  @Test
  void noFlattrIsPassedOverThatComesWhileItsCreatorBecomesKnown() throws Exception {
    carol.flattrs(alice.thing("photo"));

    crowdFlattrsWhile(SONG, () -> carol.registers(URL));

    assertThat(crowdsFlattrs()).hasSize(CROWD).allMatch(UnclaimedFlattrTest::counts);
  }

  @Test
  void noFlattrIsPassedOverThatArrivesWhileItsCreatorBecomesKnown() throws Exception {
    bob.flattrs(b.aCreator("dora").thing("drawing"));

    crowdFlattrsWhile(new TestThing(URL, bob), () -> bob.registers(URL));
    awaitQuiet(a, b);

    assertThat(crowdsFlattrs()).hasSize(CROWD).allMatch(UnclaimedFlattrTest::counts);
  }

  private void crowdFlattrsWhile(TestThing thing, Runnable creatorBecomesKnown) throws Exception {
    List<Callable<Object>> atOnce = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      TestMember donor = a.aDonor("donor" + i).withFunds("5.00").withBudget("2.00");
      atOnce.add(() -> donor.flattrs(thing));
    }
    atOnce.add(CROWD / 2, Executors.callable(creatorBecomesKnown));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Object> each : threads.invokeAll(atOnce)) {
        each.get();
      }
    }
  }

  private List<Given> crowdsFlattrs() {
    return a.node().flattrs().of(OCTOBER).stream()
        .filter(flattr -> flattr.thing().url().equals(URL))
        .toList();
  }

  private static boolean counts(Given flattr) {
    return flattr.state() == GivenState.COUNTED;
  }

  private void isClosed() {
    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }
}
