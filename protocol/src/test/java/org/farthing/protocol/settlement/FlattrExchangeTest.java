package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.FlattrFixtures.CUT_OFF;
import static org.farthing.protocol.settlement.FlattrFixtures.IN_TIME;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.CreatorSide.Standing;
import org.farthing.protocol.settlement.CreatorSide.Step;
import org.junit.jupiter.api.Test;

/** A donor's and a creator's side, joined by a network that loses, doubles and re-orders. */
class FlattrExchangeTest {

  private static final List<Flattr> FLATTRS = List.of(numbered("1"), numbered("2"), numbered("3"));

  @Test
  void afterAnyInterleavingAFlattrCountsOnBothSidesOrOnNeither() {
    SeededCases.check(
        100_000,
        random -> {
          Exchange exchange = new Exchange(random);
          exchange.playSome();
          exchange.calmDown();

          exchange.checkBothCountTheSame();
          exchange.checkBothHoldTheSameLog();
        });
  }

  @Test
  void whenTheCutOffFallsInBetweenAndTheLogIsReadAFlattrStillCountsOnBothSidesOrOnNeither() {
    SeededCases.check(
        20_000,
        random -> {
          Exchange exchange = new Exchange(random);
          exchange.playSome();
          exchange.now = CUT_OFF;
          exchange.playSome();
          exchange.reconcile();
          exchange.playSome();
          exchange.calmDown();

          exchange.checkBothCountTheSame();
          exchange.checkBothHoldTheSameLog();
        });
  }

  @Test
  void whenTheLogCannotBeReadTheDonorsSideNeverCountsWhatTheCreatorsDoesNot() {
    SeededCases.check(
        20_000,
        random -> {
          Exchange exchange = new Exchange(random);
          exchange.playSome();
          exchange.now = CUT_OFF;
          exchange.playSome();
          exchange.reconciled = true;
          exchange.playSome();
          exchange.calmDown();

          exchange.checkDonorCountsNoMore();
          exchange.checkBothHoldTheSameLog();
        });
  }

  private static Flattr numbered(String name) {
    return FlattrFixtures.flattr(name, CurrencyUnit.EUR, "2026-11-09T10:00:00Z");
  }

  private static final class Exchange {

    private static final int STEPS = 15;

    private final CreatorSide creatorSide =
        new CreatorSide(CurrencyUnit.EUR, SettlementCalendar.STANDARD);
    private final DonorSide donorSide = new DonorSide(SettlementCalendar.STANDARD);
    private final SplittableRandom random;
    private final Chance chance;

    private final Map<ActivityId, GivenFlattr> given = new HashMap<>();
    private final Map<ActivityId, ReceivedFlattr> received = new HashMap<>();
    private final Map<Long, LogEntry> log = new TreeMap<>();
    private final Map<Long, LogEntry> mirror = new TreeMap<>();
    private final LossyMail<FarthingMessage> fromDonor = new LossyMail<>();
    private final LossyMail<FlattrAnswer> fromCreator = new LossyMail<>();
    private Instant now = IN_TIME;
    private boolean reconciled;

    Exchange(SplittableRandom random) {
      this.random = random;
      this.chance = new Chance(random);
    }

    void playSome() {
      for (int step = 0; step < STEPS; step++) {
        Flattr flattr = chance.oneOf(FLATTRS);
        switch (random.nextInt(5)) {
          case 0 -> click(flattr);
          case 1 -> undo(flattr);
          case 2 -> reconsider(flattr);
          case 3 -> deliverOne();
          default -> answerOne();
        }
        checkDonorCountsNoMore();
      }
    }

    /** Nothing is lost any more, and all that is on its way arrives. */
    void calmDown() {
      chance.calm();
      while (!fromDonor.isDelivered() || !fromCreator.isDelivered()) {
        deliverOne();
        answerOne();
      }
    }

    private void click(Flattr flattr) {
      if (!given.containsKey(flattr.id())) {
        given.put(
            flattr.id(),
            new GivenFlattr(
                flattr.id(), Pair.DIGEST, flattr.period(), new GivenFlattr.Status.Sent()));
        fromDonor.post(flattr.id(), flattr);
      }
    }

    private void undo(Flattr flattr) {
      GivenFlattr known = given.get(flattr.id());
      if (known != null && donorSide.canUndo(known, now)) {
        given.put(flattr.id(), donorSide.undone(known, now));
        ActivityId id = ActivityId.of(flattr.id() + "/undo");
        fromDonor.post(id, new Unflattr(id, flattr.actor(), flattr, now));
      }
    }

    private void reconsider(Flattr flattr) {
      ReceivedFlattr known = received.get(flattr.id());
      if (known != null) {
        store(creatorSide.reconsidered(known, standing(), nextSequence(), now));
      }
    }

    private void deliverOne() {
      if (!fromDonor.isDelivered()) {
        fromDonor.deliverOne(chance, this::arrive);
      }
    }

    private boolean arrive(FarthingMessage message) {
      if (message instanceof Unflattr undo) {
        store(creatorSide.undone(known(undo.flattr()), undo, nextSequence(), false));
      } else if (message instanceof Flattr flattr) {
        store(
            creatorSide.arrived(
                known(flattr), flattr, Pair.DIGEST, standing(), nextSequence(), now));
      }
      return true;
    }

    private void store(Step step) {
      ActivityId flattr = step.flattr().id();
      received.put(flattr, step.flattr());
      step.answer()
          .ifPresent(
              answer -> {
                FlattrAnswer message = FlattrFixtures.message(flattr, answer);
                LogEntry.of(message).ifPresent(entry -> keep(log, entry));
                fromCreator.post(message.id(), message);
              });
    }

    private static void keep(Map<Long, LogEntry> entries, LogEntry entry) {
      LogEntry before = entries.putIfAbsent(entry.sequence(), entry);
      if (before != null && !before.equals(entry)) {
        throw new AssertionError("a place is both " + before + " and " + entry);
      }
    }

    /** Before its split the donor's node reads all that the creator's node has signed. */
    void reconcile() {
      fromCreator.sent().stream()
          .filter(answer -> LogEntry.of(answer).isPresent())
          .forEach(this::answered);
      reconciled = true;
    }

    private void answerOne() {
      if (!fromCreator.isDelivered()) {
        fromCreator.deliverOne(chance, this::answered);
      }
    }

    private boolean answered(FlattrAnswer answer) {
      LogEntry.of(answer).ifPresent(entry -> keep(mirror, entry));
      given.computeIfPresent(
          answer.flattr(), (_, known) -> DonorSide.answered(known, answer, reconciled));
      return true;
    }

    private Optional<ReceivedFlattr> known(Flattr flattr) {
      return Optional.ofNullable(received.get(flattr.id()));
    }

    private Standing standing() {
      return chance.oneOf(List.of(Standing.values()));
    }

    private long nextSequence() {
      return log.size() + 1L;
    }

    private long placeWithDonor(Flattr flattr) {
      GivenFlattr known = given.get(flattr.id());
      return known != null && known.status() instanceof GivenFlattr.Status.Counted counted
          ? counted.sequence()
          : 0;
    }

    private long placeWithCreator(Flattr flattr) {
      ReceivedFlattr known = received.get(flattr.id());
      return known != null && known.status() instanceof ReceivedFlattr.Status.Counted counted
          ? counted.sequence()
          : 0;
    }

    void checkBothCountTheSame() {
      for (Flattr flattr : FLATTRS) {
        assertThat(placeWithDonor(flattr)).isEqualTo(placeWithCreator(flattr));
      }
    }

    /** Checked after every step of every run, and so without the price of an assertion. */
    void checkDonorCountsNoMore() {
      for (Flattr flattr : FLATTRS) {
        long place = placeWithDonor(flattr);
        if (place != 0 && place != placeWithCreator(flattr)) {
          throw new AssertionError(flattr.id() + " counts with the donor's node alone");
        }
      }
    }

    void checkBothHoldTheSameLog() {
      List<Long> places = LongStream.rangeClosed(1, log.size()).boxed().toList();

      assertThat(List.copyOf(log.keySet())).isEqualTo(places);
      assertThat(log.values()).doesNotHaveDuplicates();
      assertThat(mirror).isEqualTo(log);
    }
  }
}
