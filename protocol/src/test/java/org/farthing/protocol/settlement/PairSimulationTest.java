package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.Pair.ALDER;
import static org.farthing.protocol.settlement.Pair.BIRCH;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

/**
 * Two nodes settle some months over a network that loses, doubles and re-orders, while both crash.
 * Once nothing goes wrong any more they soon agree on all of it, to the micro-unit.
 */
class PairSimulationTest {

  private static final YearMonth FIRST = YearMonth.of(2026, 1);
  private static final long LARGEST = 1_000_000_000_000L;
  private static final int MOST_MESSAGES = 8;
  private static final int CALM_ROUNDS = 60;

  @Test
  void whateverGoesWrongBothNodesEndInAgreementAndNoMoneyIsLost() {
    SeededCases.check(2_500, random -> new World(random).play());
  }

  /** The nodes, what they owe each other, and what happens to them. */
  private static final class World {

    private final SplittableRandom random;
    private final Chance chance;
    private final SortedMap<YearMonth, Long> alderGives = new TreeMap<>();
    private final SortedMap<YearMonth, Long> birchGives = new TreeMap<>();
    private final Map<String, Long> rail = new HashMap<>();
    private final long alderMinimum;
    private final long birchMinimum;
    private final SimulatedNode alder;
    private final SimulatedNode birch;
    private Instant now = FIRST.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);

    World(SplittableRandom random) {
      this.random = random;
      this.chance = new Chance(random);
      for (int month = 1 + random.nextInt(5); month > 0; month--) {
        alderGives.put(FIRST.plusMonths(alderGives.size()), amount());
        birchGives.put(FIRST.plusMonths(birchGives.size()), amount());
      }
      alderMinimum = minimum();
      birchMinimum = minimum();
      alder = node(ALDER, BIRCH, alderMinimum, birchMinimum, alderGives);
      birch = node(BIRCH, ALDER, birchMinimum, alderMinimum, birchGives);
    }

    private SimulatedNode node(
        ActorId us, ActorId them, long ourMinimum, long theirMinimum, Map<YearMonth, Long> gives) {
      PairTerms terms =
          new PairTerms(us, them, CurrencyUnit.EUR, ourMinimum, theirMinimum, calendar());
      return new SimulatedNode(terms, gives, rail, chance);
    }

    private long amount() {
      return random.nextInt(4) == 0 ? 0 : SeededCases.anyScale(random, LARGEST);
    }

    private long minimum() {
      return random.nextLong(10_000, 10_000_001);
    }

    /** Nobody is silent for good here: what follows from that is simulated elsewhere. */
    private SettlementCalendar calendar() {
      return chance.oneOf(
          List.of(
              new SettlementCalendar(3, 3, 8, 9, 14, 380, 390, 400),
              new SettlementCalendar(3, 3, 3, 3, 3, 380, 390, 400),
              new SettlementCalendar(0, 1, 20, 40, 60, 380, 390, 400)));
    }

    void play() {
      for (int step = random.nextInt(60 * alderGives.size()); step > 0; step--) {
        happen(chance.oneOf(List.of(alder, birch)));
        now = now.plus(Duration.ofHours(random.nextInt(48)));
      }
      chance.calm();
      Instant allDue =
          FIRST
              .plusMonths(alderGives.size())
              .atDay(1)
              .plusDays(60)
              .atStartOfDay()
              .toInstant(ZoneOffset.UTC);
      now = now.isBefore(allDue) ? allDue : now;
      for (int round = 0; round < CALM_ROUNDS && !isQuiet(); round++) {
        alderGives.keySet().forEach(period -> alder.work(period, now));
        alderGives.keySet().forEach(period -> birch.work(period, now));
        deliverAll(alder, birch);
        deliverAll(birch, alder);
      }
      checkSettled();
    }

    private void happen(SimulatedNode node) {
      if (random.nextBoolean()) {
        node.work(chance.oneOf(List.copyOf(alderGives.keySet())), now);
      } else if (!node.mail().isDelivered()) {
        node.mail().deliverOne(chance, letter -> other(node).receive(letter, now));
      }
    }

    private SimulatedNode other(SimulatedNode node) {
      return node == alder ? birch : alder;
    }

    private void deliverAll(SimulatedNode from, SimulatedNode to) {
      while (!from.mail().isDelivered()) {
        from.mail().deliverOne(chance, letter -> to.receive(letter, now));
      }
    }

    private boolean isQuiet() {
      return alderGives.keySet().stream()
          .allMatch(period -> alder.month(period).isDone() && birch.month(period).isDone());
    }

    private void checkSettled() {
      long alderOwes = 0;
      long alderPays = 0;
      for (YearMonth period : alderGives.keySet()) {
        alderOwes += alderGives.getOrDefault(period, 0L) - birchGives.getOrDefault(period, 0L);
        Settlement settlement = checkMonth(period, alderOwes);
        long paid = settlement.paid().micros() * (settlement.payer().equals(ALDER) ? 1 : -1);
        alderOwes -= paid;
        alderPays += paid;
      }
      checkBooks(alder, birch, alderGives, birchGives, -alderPays, alderOwes);
      checkBooks(birch, alder, birchGives, alderGives, alderPays, -alderOwes);
    }

    /** The rules told a second time, in the plainest way. */
    private Settlement checkMonth(YearMonth period, long alderOwes) {
      PairMonth seenByAlder = alder.month(period);
      PairMonth seenByBirch = birch.month(period);
      Settlement settlement = seenByAlder.settlement().orElseThrow();
      long net = Math.abs(alderOwes);
      boolean isPaid = net >= (alderOwes > 0 ? birchMinimum : alderMinimum);
      long paid = isPaid ? net / 10_000 * 10_000 : 0;

      assertThat(seenByBirch.settlement()).contains(settlement);
      assertThat(settlement.payer()).isEqualTo(alderOwes >= 0 ? ALDER : BIRCH);
      assertThat(settlement.net()).isEqualTo(Pair.euros(net));
      assertThat(settlement.paid()).isEqualTo(Pair.euros(paid));
      assertThat(settlement.carried()).isEqualTo(Pair.euros(net - paid));
      assertThat(seenByAlder.isDone() && seenByBirch.isDone()).isTrue();
      assertThat(seenByAlder.stage()).isEqualTo(seenByBirch.stage());
      assertThat(seenByAlder.stage() == PairMonth.Stage.CARRIED).isEqualTo(net > 0 && paid == 0);
      checkFewMessages(alder, period);
      checkFewMessages(birch, period);
      return settlement;
    }

    private void checkBooks(
        SimulatedNode node,
        SimulatedNode peer,
        SortedMap<YearMonth, Long> gives,
        SortedMap<YearMonth, Long> gets,
        long received,
        long stillOwes) {
      SimulatedLedger ledger = node.ledger();

      assertThat(ledger.bankMicros()).isEqualTo(sum(gives) + received);
      assertThat(ledger.revenueMicros()).isEqualTo(sum(gets));
      assertThat(ledger.owedMicros()).isEqualTo(Math.max(stillOwes, 0));
      assertThat(ledger.owedMicros()).isEqualTo(peer.ledger().claimMicros());
      assertThat(node.month(gives.lastKey()).carriedOn(node.terms().us()))
          .contains(new PairMonth.Carried(ledger.owedMicros(), ledger.claimMicros()));
    }

    private void checkFewMessages(SimulatedNode node, YearMonth period) {
      long sent =
          node.mail().sent().stream().filter(letter -> letter.period().equals(period)).count();
      boolean undisputed =
          versions(alder.month(period).ourStatement().orElseThrow()) == 1
              && versions(birch.month(period).ourStatement().orElseThrow()) == 1;
      if (undisputed) {
        assertThat(sent).isLessThanOrEqualTo(MOST_MESSAGES);
      }
    }

    private static int versions(Statement statement) {
      return statement.version();
    }

    private static long sum(Map<YearMonth, Long> amounts) {
      return amounts.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
