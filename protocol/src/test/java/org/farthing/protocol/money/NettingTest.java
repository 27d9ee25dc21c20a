package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.money.Netting.Party;
import org.junit.jupiter.api.Test;

class NettingTest {
  private static final long ONE = 1_000_000;

  @Test
  void theOneWhoOwesMorePaysTheDifference() {
    Netting netting = euros(new Party(5 * ONE, 0, ONE), new Party(2 * ONE, 0, ONE));

    assertThat(netting.net()).isEqualTo(new Net(Side.US, 3 * ONE, 3 * ONE, 0, Net.State.CLOSED));
    assertThat(netting.cover()).isEqualTo(new Cover.Everything());
  }

  @Test
  void aNetBelowThePayeesMinimumIsCarried() {
    Netting netting = euros(new Party(2_000_000, 0, ONE), new Party(2_500_000, 0, 0));

    assertThat(netting.net()).isEqualTo(new Net(Side.THEM, 500_000, 0, 500_000, Net.State.CARRIED));
    assertThat(netting.cover()).isEqualTo(new Cover.UpTo(2_000_000));
  }

  @Test
  void thePayersOwnMinimumDoesNotMatter() {
    Netting netting = euros(new Party(2_500_000, 0, 10 * ONE), new Party(2_000_000, 0, 500_000));

    assertThat(netting.net()).isEqualTo(new Net(Side.US, 500_000, 500_000, 0, Net.State.CLOSED));
  }

  @Test
  void aNetBelowOneMinorUnitIsCarriedWhateverTheMinimum() {
    Netting netting = euros(new Party(9_999, 0, 0), new Party(0, 0, 0));

    assertThat(netting.net()).isEqualTo(new Net(Side.US, 9_999, 0, 9_999, Net.State.CARRIED));
  }

  @Test
  void wholeMinorUnitsArePaidAndTheResidueStaysOwed() {
    Netting netting = euros(new Party(1_239_999, 0, 0), new Party(0, 0, ONE));

    assertThat(netting.net())
        .isEqualTo(new Net(Side.US, 1_239_999, 1_230_000, 9_999, Net.State.CLOSED));
  }

  @Test
  void whatWasCarriedJoinsTheNetAndTheCover() {
    Netting netting = euros(new Party(ONE, 400_000, ONE), new Party(3 * ONE, 0, ONE));

    assertThat(netting.net())
        .isEqualTo(new Net(Side.THEM, 1_600_000, 1_600_000, 0, Net.State.CLOSED));
    assertThat(netting.cover()).isEqualTo(new Cover.UpTo(1_400_000));
  }

  @Test
  void aNetOfZeroIsClosedAndLeavesNothingToWaitFor() {
    Party us = new Party(ONE, 400_000, ONE);
    Party them = new Party(1_400_000, 0, ONE);
    Netting netting = new Netting(us, them, CurrencyUnit.EUR, Side.THEM);

    assertThat(netting.net()).isEqualTo(new Net(Side.THEM, 0, 0, 0, Net.State.CLOSED));
    assertThat(netting.cover()).isEqualTo(new Cover.Everything());
    assertThat(mirrored(netting).cover()).isEqualTo(new Cover.Everything());
  }

  @Test
  void theMinorUnitIsTheCurrencys() {
    Party us = new Party(1_999_999, 0, 0);
    Party them = new Party(0, 0, 0);
    Netting netting = new Netting(us, them, CurrencyUnit.of("JPY"), Side.US);

    assertThat(netting.net())
        .isEqualTo(new Net(Side.US, 1_999_999, 1_000_000, 999_999, Net.State.CLOSED));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Party(-1, 0, 0));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> new Party(Long.MAX_VALUE, 1, 0).owedMicros());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Net(Side.US, 3, 1, 1, Net.State.CLOSED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Net(Side.US, 0, 0, 0, Net.State.CARRIED));
  }

  @Test
  void everyNettingIsTheRulesLetter() {
    SeededCases.check(
        100_000,
        random -> {
          Netting netting = netting(random);

          assertThat(netting.net()).isEqualTo(asTheRuleSays(netting));
        });
  }

  @Test
  void bothSidesComeToTheSame() {
    SeededCases.check(
        100_000,
        random -> {
          Netting netting = netting(random);

          Net ours = netting.net();
          Net theirs = mirrored(netting).net();

          assertThat(theirs)
              .isEqualTo(
                  new Net(
                      other(ours.payer()),
                      ours.netMicros(),
                      ours.paidMicros(),
                      ours.carriedMicros(),
                      ours.state()));
        });
  }

  @Test
  void whatIsOwedAndNotYetPaidIsNeverLostOverTheMonths() {
    SeededCases.check(
        100_000,
        random -> {
          long stated = 0;
          long paid = 0;
          long carried = 0;
          for (int month = 0; month < 6; month++) {
            Party us = party(random, Math.max(carried, 0));
            Party them = party(random, Math.max(-carried, 0));
            Net net = euros(us, them).net();
            int sign = net.payer() == Side.US ? 1 : -1;
            stated += us.statedMicros() - them.statedMicros();
            paid += sign * net.paidMicros();
            carried = sign * net.carriedMicros();

            assertThat(paid + carried).isEqualTo(stated);
          }
        });
  }

  private static Netting netting(SplittableRandom random) {
    long carried = ONE / 2 * SeededCases.anyScale(random, 20);
    boolean byUs = random.nextBoolean();
    Party us = party(random, byUs ? carried : 0);
    Party them = party(random, byUs ? 0 : carried);
    CurrencyUnit currency = CurrencyUnit.of(random.nextInt(5) == 0 ? "JPY" : "XTS");
    return new Netting(us, them, currency, random.nextBoolean() ? Side.US : Side.THEM);
  }

  /** Half of the parties state round sums, so that nets meet the minimum exactly. */
  private static Party party(SplittableRandom random, long carriedMicros) {
    long grain = random.nextBoolean() ? 1 : ONE / 2;
    return new Party(
        grain * SeededCases.anyScale(random, 20 * ONE / grain),
        carriedMicros,
        grain * SeededCases.anyScale(random, 10 * ONE / grain));
  }

  private static Netting euros(Party us, Party them) {
    return new Netting(us, them, CurrencyUnit.EUR, Side.US);
  }

  private static Netting mirrored(Netting netting) {
    return new Netting(
        netting.them(), netting.us(), netting.currency(), other(netting.firstByName()));
  }

  private static Side other(Side side) {
    return side == Side.US ? Side.THEM : Side.US;
  }

  /** Rules 9 and 10 once more, in decimals of the currency unit. */
  private static Net asTheRuleSays(Netting netting) {
    BigDecimal ours = units(netting.us().statedMicros()).add(units(netting.us().carriedMicros()));
    BigDecimal theirs =
        units(netting.them().statedMicros()).add(units(netting.them().carriedMicros()));
    BigDecimal net = ours.subtract(theirs).abs();
    int digits = netting.currency().minorUnitDigits();
    if (net.signum() == 0) {
      return new Net(netting.firstByName(), 0, 0, 0, Net.State.CLOSED);
    }
    Side payer = ours.compareTo(theirs) > 0 ? Side.US : Side.THEM;
    Party payee = payer == Side.US ? netting.them() : netting.us();
    boolean carried =
        net.compareTo(BigDecimal.ONE.movePointLeft(digits)) < 0
            || net.compareTo(units(payee.netMinimumMicros())) < 0;
    BigDecimal paid = carried ? BigDecimal.ZERO : net.setScale(digits, RoundingMode.DOWN);
    return new Net(
        payer,
        micros(net),
        micros(paid),
        micros(net.subtract(paid)),
        carried ? Net.State.CARRIED : Net.State.CLOSED);
  }

  private static BigDecimal units(long micros) {
    return BigDecimal.valueOf(micros, 6);
  }

  private static long micros(BigDecimal units) {
    return units.movePointRight(6).longValueExact();
  }
}
