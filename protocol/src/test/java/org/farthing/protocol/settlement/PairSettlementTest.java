package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.farthing.protocol.settlement.Pair.ALDER;
import static org.farthing.protocol.settlement.Pair.BIRCH;
import static org.farthing.protocol.settlement.Pair.NETTING_DAY;
import static org.farthing.protocol.settlement.Pair.NOVEMBER;
import static org.farthing.protocol.settlement.Pair.euros;
import static org.farthing.protocol.settlement.PlayedMonth.DISPUTE;
import static org.farthing.protocol.settlement.PlayedMonth.PAID;
import static org.farthing.protocol.settlement.PlayedMonth.SHOWN;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementAnswer.Objection;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.junit.jupiter.api.Test;

/** November between alder and birch, as both see it. */
class PairSettlementTest {

  private static final PairEvent TIME = new PairEvent.TimePassed(PairEvent.Contact.ASKED);
  private static final LedgerCommand MATURE_ALL =
      new LedgerCommand.Mature(Pair.NOVEMBER, new Cover.Everything(), 0);
  private static final int MOST_MESSAGES = 8;

  private final PlayedMonth november = new PlayedMonth();
  private final OneSide alder = november.alder();
  private final OneSide birch = november.birch();

  @Test
  void aMonthIsPaidMessageByMessage() {
    alder.carries(0, 0);
    birch.carries(0, 0);
    assertThat(alder.month().stage()).isEqualTo(Stage.OPEN);
    StatementOffer ofAlder = alder.states(1, 5_003_333);
    StatementOffer ofBirch = birch.states(1, 2_000_000);
    birch.hears(ofAlder);
    alder.hears(ofBirch);
    assertThat(alder.month().stage()).isEqualTo(Stage.PROPOSED);
    Agreement ofOurs = birch.answers(birch.checked(), Agreement.class);
    Agreement ofTheirs = alder.answers(alder.checked(), Agreement.class);
    birch.hears(ofTheirs);
    assertThat(birch.month().stage()).isEqualTo(Stage.AGREED);
    SettlementOffer offer = alder.answers(ofOurs, SettlementOffer.class);
    assertThat(alder.month().stage()).isEqualTo(Stage.AGREED);
    Confirmation confirmation = birch.answers(offer, Confirmation.class);
    assertThat(birch.month().stage()).isEqualTo(Stage.NETTED);
    alder.hears(confirmation);
    assertThat(alder.month().stage()).isEqualTo(Stage.PAYING);
    PaymentOffer payment = alder.answers(PAID, PaymentOffer.class);
    birch.hears(payment);
    assertThat(birch.month().stage()).isEqualTo(Stage.PAYING);
    PaymentAnswer receipt = birch.answers(SHOWN, PaymentAnswer.class);
    alder.hears(receipt);

    assertThat(alder.month().stage()).isEqualTo(Stage.CLOSED);
    assertThat(birch.month().stage()).isEqualTo(Stage.CLOSED);
    String reference = offer.settlement().reference();
    assertThat(alder.booked())
        .containsExactly(
            new LedgerCommand.Earn(2_000_000),
            new LedgerCommand.Owe(5_003_333),
            new LedgerCommand.SetOff(2_000_000),
            MATURE_ALL,
            new LedgerCommand.Pay(3_000_000, reference, 1));
    assertThat(birch.booked())
        .containsExactly(
            new LedgerCommand.Earn(5_003_333),
            new LedgerCommand.Owe(2_000_000),
            new LedgerCommand.SetOff(2_000_000),
            new LedgerCommand.Mature(Pair.NOVEMBER, new Cover.UpTo(2_000_000), 0),
            new LedgerCommand.Receive(0, 3_000_000, reference),
            new LedgerCommand.Mature(Pair.NOVEMBER, new Cover.Everything(), 3_000_000));
  }

  @Test
  void aMonthTakesAtMostEightMessagesADirection() {
    november.settleAndPay(5_003_333, 2_000_000);

    assertThat(alder.said().size()).isLessThanOrEqualTo(MOST_MESSAGES);
    assertThat(birch.said().size()).isLessThanOrEqualTo(MOST_MESSAGES);
  }

  @Test
  void theResidueBelowACentIsCarried() {
    november.settleAndPay(5_003_333, 2_000_000);

    assertSettled(3_003_333, 3_000_000, 3_333);
    assertThat(alder.month().carriedOn(ALDER)).contains(new Carried(3_333, 0));
    assertThat(birch.month().carriedOn(BIRCH)).contains(new Carried(0, 3_333));
  }

  @Test
  void whereOneOwesNothingTheOtherPaysItAll() {
    november.settleAndPay(5_000_000, 0);

    assertSettled(5_000_000, 5_000_000, 0);
    assertThat(alder.booked()).contains(new LedgerCommand.Owe(5_000_000), MATURE_ALL);
    assertThat(alder.booked()).doesNotHaveAnyElementsOfTypes(LedgerCommand.SetOff.class);
    assertThat(birch.booked())
        .contains(new LedgerCommand.Mature(Pair.NOVEMBER, new Cover.UpTo(0), 0));
  }

  @Test
  void whereBothOweTheSameTheLowerIdOffersToSettleNothing() {
    november.agree(2_000_000, 2_000_000);

    alder.hears(birch.answers(november.onlySettlementOffer(), Confirmation.class));

    assertSettled(0, 0, 0);
    assertThat(List.of(alder.month().stage(), birch.month().stage())).containsOnly(Stage.CLOSED);
    assertThat(alder.booked()).endsWith(new LedgerCommand.SetOff(2_000_000), MATURE_ALL);
    assertThat(birch.booked()).endsWith(new LedgerCommand.SetOff(2_000_000), MATURE_ALL);
  }

  @Test
  void aNetBelowThePayeesMinimumIsCarriedAndNothingPaid() {
    november.settle(999_999, 0);

    assertSettled(999_999, 0, 999_999);
    assertThat(alder.month().stage()).isEqualTo(Stage.CARRIED);
    assertThat(alder.happens(PAID)).isEmpty();
    assertThat(alder.month().carriedOn(ALDER)).contains(new Carried(999_999, 0));
    assertThat(birch.month().carriedOn(BIRCH)).contains(new Carried(0, 999_999));
  }

  @Test
  void whatWasCarriedJoinsTheNet() {
    alder.carries(999_999, 0);
    birch.carries(0, 999_999);
    november.exchangeStatements(1, 0);
    alder.hears(birch.answers(november.onlySettlementOffer(), Confirmation.class));

    assertSettled(1_000_000, 1_000_000, 0);
  }

  @Test
  void thePayeeCarriesOnlyOnceThePaymentHasCome() {
    november.settle(5_000_000, 0);

    assertThat(alder.month().carriedOn(ALDER)).contains(Carried.NOTHING);
    assertThat(birch.month().carriedOn(BIRCH)).isEmpty();
    birch.hears(alder.answers(PAID, PaymentOffer.class));
    assertThat(birch.month().carriedOn(BIRCH)).isEmpty();
    birch.happens(SHOWN);
    assertThat(birch.month().carriedOn(BIRCH)).contains(Carried.NOTHING);
  }

  @Test
  void nothingIsCarriedFromAMonthThatIsNotNetted() {
    november.agree(5_000_000, 0);

    assertThat(alder.month().carriedOn(ALDER)).isEmpty();
    assertThat(birch.month().carriedOn(BIRCH)).isEmpty();
  }

  @Test
  void thePayerOffersFromTheNettingDayOnAndNotBefore() {
    alder.at(NETTING_DAY.minusNanos(1));
    november.agree(5_000_000, 0);

    assertThat(alder.happens(TIME)).isEmpty();
    alder.at(NETTING_DAY);
    assertThat(alder.happens(TIME)).hasOnlyElementsOfType(SettlementOffer.class).hasSize(1);
    assertThat(alder.happens(TIME)).isEmpty();
  }

  @Test
  void thePayeeNeverOffers() {
    november.agree(5_000_000, 0);

    assertThat(birch.happens(TIME)).isEmpty();
  }

  @Test
  void nothingIsNettedBeforeItIsKnownWhatWasCarried() {
    november.exchangeStatements(5_000_000, 0);

    assertThat(alder.happens(TIME)).isEmpty();
    assertThat(alder.happens(new PairEvent.Carried(Carried.NOTHING)))
        .hasOnlyElementsOfType(SettlementOffer.class)
        .hasSize(1);
  }

  @Test
  void anAgreementOvertakenByTheSettlementOfferIsTakenFromIt() {
    alder.carries(0, 0);
    birch.carries(0, 0);
    StatementOffer ofBirch = birch.states(1, 0);
    alder.hears(ofBirch);
    Agreement late = alder.answers(alder.checked(), Agreement.class);
    birch.hears(alder.states(1, 5_000_000));
    SettlementOffer offer =
        alder.answers(birch.answers(birch.checked(), Agreement.class), SettlementOffer.class);

    alder.hears(birch.answers(offer, Confirmation.class));
    birch.hears(late);

    assertThat(birch.month().ours()).isEqualTo(Ours.AGREED);
    assertThat(birch.booked()).containsOnlyOnce(new LedgerCommand.Owe(0));
    assertSettled(5_000_000, 5_000_000, 0);
  }

  @Test
  void aSettlementThatComesBeforeWeKnowWhatWasCarriedIsAnsweredThen() {
    alder.carries(0, 0);
    november.exchangeStatements(5_000_000, 0);
    SettlementOffer offer = november.onlySettlementOffer();

    birch.hears(offer);
    assertThat(birch.month().stage()).isEqualTo(Stage.AGREED);
    birch.hears(offer);
    Confirmation confirmation =
        birch.answers(new PairEvent.Carried(Carried.NOTHING), Confirmation.class);
    alder.hears(confirmation);

    assertSettled(5_000_000, 5_000_000, 0);
  }

  @Test
  void aPaymentShownBeforeItIsAnnouncedIsReceiptedOnceItIs() {
    november.settle(5_000_000, 0);
    PaymentOffer payment = alder.answers(PAID, PaymentOffer.class);

    assertThat(birch.happens(SHOWN)).isEmpty();
    assertThat(birch.month().stage()).isEqualTo(Stage.CLOSED);
    alder.hears(birch.answers(payment, PaymentAnswer.class));
    assertThat(alder.month().stage()).isEqualTo(Stage.CLOSED);
  }

  @Test
  void aDisputedStatementIsStatedAnewAndAgreed() {
    alder.carries(0, 0);
    birch.carries(0, 0);
    StatementOffer first = alder.states(1, 6_000_000);
    birch.hears(first);
    Disagreement disagreement = birch.answers(birch.checked(DISPUTE), Disagreement.class);
    alder.hears(disagreement);
    assertThat(List.of(alder.month().stage(), birch.month().stage())).containsOnly(Stage.DISPUTED);

    StatementOffer second = alder.states(2, 5_000_000);
    birch.hears(second);
    alder.hears(birch.answers(birch.checked(), Agreement.class));

    assertThat(disagreement.disputes()).containsExactly(DISPUTE);
    assertThat(alder.booked()).containsExactly(new LedgerCommand.Owe(5_000_000));
    assertThat(birch.booked()).containsExactly(new LedgerCommand.Earn(5_000_000));
  }

  @Test
  void whatCameOfAnEarlierVersionSaysNothingOfTheNext() {
    StatementOffer first = alder.states(1, 6_000_000);
    birch.hears(first);
    PairEvent found = birch.checked(DISPUTE);
    Disagreement disagreement = birch.answers(found, Disagreement.class);
    alder.hears(disagreement);
    StatementOffer second = alder.states(2, 5_000_000);
    birch.hears(second);

    assertThat(birch.happens(found)).isEmpty();
    birch.hears(first);
    alder.hears(disagreement);

    assertThat(birch.month().theirs()).isEqualTo(Theirs.RECEIVED);
    assertThat(birch.month().theirStatement()).contains(second.statement());
    assertThat(alder.month().ours()).isEqualTo(Ours.PROPOSED);
  }

  @Test
  void aSettlementReckonedOtherwiseIsObjectedToAndNothingBooked() {
    alder.carries(250_000, 0);
    birch.carries(0, 0);
    november.exchangeStatements(5_000_000, 0);

    SettlementOffer offer = november.onlySettlementOffer();
    Objection objection = birch.answers(offer, Objection.class);
    alder.hears(objection);

    assertThat(List.of(alder.month().stage(), birch.month().stage())).containsOnly(Stage.DISPUTED);
    assertThat(birch.answers(offer, Objection.class).id()).isEqualTo(objection.id());
    assertThat(birch.booked())
        .containsExactlyInAnyOrder(new LedgerCommand.Owe(0), new LedgerCommand.Earn(5_000_000));
  }

  @Test
  void everyEventMayComeTwiceAtOnce() {
    november.settleAndPay(5_003_333, 2_000_000);
    OneSide again = new OneSide(BIRCH, ALDER);

    for (PairEvent event : birch.events()) {
      again.happens(event);
      assertChangesNothing(again, event);
    }

    assertThat(again.month()).isEqualTo(birch.month());
    assertThat(again.booked()).isEqualTo(birch.booked());
  }

  @Test
  void everyEventMayComeAgainAtAnyTimeLater() {
    november.disputeOnce();
    november.exchangeStatements(2, 5_003_333, 2_000_000);
    alder.hears(birch.answers(november.onlySettlementOffer(), Confirmation.class));
    november.pay();

    for (OneSide side : List.of(alder, birch)) {
      OneSide again = new OneSide(side == alder ? ALDER : BIRCH, side == alder ? BIRCH : ALDER);
      for (PairEvent event : side.events()) {
        again.happens(event);
        again.events().forEach(earlier -> assertChangesNothing(again, earlier));
      }
      assertThat(again.month()).isEqualTo(side.month());
    }
  }

  @Test
  void idsOfDifferentMessagesDiffer() {
    november.disputeOnce();
    november.exchangeStatements(2, 5_003_333, 2_000_000);
    alder.hears(birch.answers(november.onlySettlementOffer(), Confirmation.class));
    november.pay();
    Set<ActivityId> ids = new HashSet<>();

    alder.said().forEach(message -> assertThat(ids.add(message.id())).isTrue());
    birch.said().forEach(message -> assertThat(ids.add(message.id())).isTrue());
  }

  @Test
  void weStateOnlyWhatIsOursInThisMonth() {
    assertNotOurs(new PairEvent.Stated(Pair.statement(BIRCH, ALDER, NOVEMBER, 1, 5)));
    assertNotOurs(new PairEvent.Stated(Pair.statement(ALDER, BIRCH, YearMonth.of(2026, 12), 1, 5)));
  }

  @Test
  void aStateWhosePartsDoNotFitIsNone() {
    PairMonth open = PairMonth.open(NOVEMBER);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> open.with(new PairMonth.PaymentOfNet(PairMonth.Paid.ORDERED, null, 0, 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Carried(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Pair.terms(ALDER, ALDER));
  }

  private void assertNotOurs(PairEvent stated) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alder.rules().step(alder.month(), stated, NETTING_DAY));
  }

  /** Repeats at most what was said before, a second later. */
  private static void assertChangesNothing(OneSide side, PairEvent event) {
    List<ActivityId> said = side.said().stream().map(FarthingMessage::id).toList();
    PairStep step = side.rules().step(side.month(), event, NETTING_DAY.plusSeconds(1));

    assertThat(step.month()).isEqualTo(side.month());
    assertThat(step.commands()).isEmpty();
    assertThat(step.messages()).extracting(FarthingMessage::id).isSubsetOf(said);
  }

  private void assertSettled(long net, long paid, long carried) {
    Settlement settlement = alder.month().settlement().orElseThrow();

    assertThat(birch.month().settlement()).contains(settlement);
    assertThat(settlement.payer()).isEqualTo(ALDER);
    assertThat(settlement.net()).isEqualTo(euros(net));
    assertThat(settlement.paid()).isEqualTo(euros(paid));
    assertThat(settlement.carried()).isEqualTo(euros(carried));
  }
}
