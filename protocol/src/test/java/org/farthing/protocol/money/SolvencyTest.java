package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.money.Netting.Party;
import org.junit.jupiter.api.Test;

/** What rule 9 is for: netting and cover together never make available what the bank lacks. */
class SolvencyTest {
  private static final CurrencyUnit CURRENCY = CurrencyUnit.EUR;

  @Test
  void theBankCoversWhatIsAvailableButForTheResidue() {
    SeededCases.check(
        100_000,
        random -> {
          Node node = new Node();
          for (int month = 0; month < 6; month++) {
            Net net = node.settle(YearMonth.of(2026, 1).plusMonths(month), random);

            assertThat(node.bankMicros - node.availableMicros)
                .isGreaterThan(-CURRENCY.microsPerMinorUnit());
            if (net.state() == Net.State.CLOSED) {
              assertThat(node.pending).isEmpty();
            }
          }
        });
  }

  /** One of a pair: what its donors gave lies in its bank until it is paid to the peer. */
  private static final class Node {
    private final List<Revenue<Integer>> pending = new ArrayList<>();
    private long bankMicros;
    private long availableMicros;
    private long carriedByUsMicros;
    private long carriedByThemMicros;

    Net settle(YearMonth month, SplittableRandom random) {
      List<Revenue<Integer>> agreed = revenues(month, random);
      long given = SeededCases.anyScale(random, 5_000_000);
      bankMicros += given;
      pending.addAll(agreed);
      Party us = new Party(given, carriedByUsMicros, SeededCases.anyScale(random, 2_000_000));
      Party them =
          new Party(
              agreed.stream().mapToLong(Revenue::grossMicros).sum(),
              carriedByThemMicros,
              SeededCases.anyScale(random, 2_000_000));
      Netting netting = new Netting(us, them, CURRENCY, Side.US);
      Net net = netting.net();
      makeAvailable(netting.cover());
      pay(net);
      return net;
    }

    private void pay(Net net) {
      boolean byUs = net.payer() == Side.US;
      bankMicros += byUs ? -net.paidMicros() : net.paidMicros();
      carriedByUsMicros = byUs ? net.carriedMicros() : 0;
      carriedByThemMicros = byUs ? 0 : net.carriedMicros();
      if (net.paidMicros() > 0) {
        makeAvailable(new Cover.Everything());
      }
    }

    private void makeAvailable(Cover cover) {
      for (Revenue<Integer> part : cover.release(List.copyOf(pending))) {
        availableMicros += part.grossMicros();
        pending.replaceAll(all -> isSame(part, all) ? less(all, part) : all);
      }
      pending.removeIf(revenue -> revenue.grossMicros() == 0);
    }

    private static boolean isSame(Revenue<Integer> part, Revenue<Integer> all) {
      return part.month().equals(all.month()) && part.creator().equals(all.creator());
    }

    private static Revenue<Integer> less(Revenue<Integer> all, Revenue<Integer> part) {
      return new Revenue<>(
          all.month(),
          all.creator(),
          all.netMicros() - part.netMicros(),
          all.feeMicros() - part.feeMicros());
    }

    private static List<Revenue<Integer>> revenues(YearMonth month, SplittableRandom random) {
      List<Revenue<Integer>> revenues = new ArrayList<>();
      for (int creator = random.nextInt(4); creator > 0; creator--) {
        long gross = SeededCases.anyScale(random, 2_000_000);
        long fee = new Fee(1_000).on(gross);
        revenues.add(new Revenue<>(month, creator, gross - fee, fee));
      }
      return revenues;
    }
  }
}
