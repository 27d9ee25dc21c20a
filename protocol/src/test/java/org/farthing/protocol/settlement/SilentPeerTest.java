package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.protocol.settlement.Days.DEFAULT;
import static org.farthing.protocol.settlement.Days.OVERDUE;
import static org.farthing.protocol.settlement.Days.STATED;
import static org.farthing.protocol.settlement.Days.SUSPENDED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.junit.jupiter.api.Test;

/** What becomes of a month when the other node is silent, differs, pays in part, or lies. */
class SilentPeerTest {

  private static final PairEvent TIME = new PairEvent.TimePassed(PairEvent.Contact.ASKED);

  private final OneSide alder = new OneSide(Pair.ALDER, Pair.BIRCH);
  private final OneSide birch = new OneSide(Pair.BIRCH, Pair.ALDER);

  @Test
  void whatIsStatedToASilentCreditorIsAdmittedOfferedAndPaid() {
    alder.at(STATED).carries(0, 0);
    alder.states(1, 5_003_333);
    assertThat(alder.at(OVERDUE.minusSeconds(1)).happens(TIME)).isEmpty();

    SettlementOffer offer = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    alder.at(SUSPENDED).happens(TIME);
    alder.answers(PlayedMonth.PAID, PaymentOffer.class);

    assertThat(alder.month().ours()).isEqualTo(Ours.ADMITTED);
    assertThat(offer.settlement().statements()).hasSize(1);
    assertThat(alder.booked())
        .containsExactly(
            new LedgerCommand.Admit(5_003_333, 1),
            new LedgerCommand.Mature(Pair.NOVEMBER.minusMonths(1), new Cover.Everything(), 0),
            new LedgerCommand.Pay(5_000_000, offer.settlement().reference(), 1));
  }

  @Test
  void aCreditorThatComesBackTakesWhatWasPaidAndItsOwnStatementIsCarried() {
    alder.at(STATED).carries(0, 0);
    StatementOffer stated = alder.states(1, 5_003_333);
    SettlementOffer offered = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    alder.at(SUSPENDED).happens(TIME);
    PaymentOffer paid = alder.answers(PlayedMonth.PAID, PaymentOffer.class);

    birch.at(SUSPENDED.plusSeconds(86_400)).carries(0, 0);
    StatementOffer late = birch.states(1, 2_000_000);
    birch.hears(stated);
    Agreement agreement = birch.answers(birch.checked(), Agreement.class);
    Confirmation confirmation = birch.answers(offered, Confirmation.class);
    birch.hears(paid);
    PaymentAnswer receipt = birch.answers(PlayedMonth.SHOWN, PaymentAnswer.class);
    List.of(agreement, confirmation, receipt).forEach(alder::hears);
    alder.hears(late);
    birch.hears(alder.answers(alder.checked(), Agreement.class));

    assertThat(List.of(alder.month().stage(), birch.month().stage())).containsOnly(Stage.CLOSED);
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(new Carried(3_333, 2_000_000));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(new Carried(2_000_000, 3_333));
  }

  @Test
  void whatCameTooLateForASettlementIsNotMadeAvailableByIt() {
    alder.at(STATED).carries(0, 0);
    StatementOffer stated = alder.states(1, 5_000_000);
    SettlementOffer offered = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    birch.at(OVERDUE).carries(0, 0);
    alder.hears(birch.states(1, 2_000_000));
    alder.answers(alder.checked(), Agreement.class);
    birch.hears(stated);
    Agreement agreement = birch.answers(birch.checked(), Agreement.class);
    Confirmation confirmation = birch.answers(offered, Confirmation.class);
    alder.hears(agreement);
    alder.hears(confirmation);

    assertThat(alder.booked())
        .endsWith(
            new LedgerCommand.Earn(2_000_000),
            new LedgerCommand.Mature(Pair.NOVEMBER.minusMonths(1), new Cover.Everything(), 0));
  }

  @Test
  void aPeerThatNeverStatesIsInDefaultAndTheMonthWaitsNoLonger() {
    alder.at(STATED).carries(0, 0);
    alder.states(1, 0);
    assertThat(standing(OVERDUE.minusSeconds(1))).isEqualTo(Standing.GOOD);
    assertThat(standing(OVERDUE)).isEqualTo(Standing.OVERDUE);
    assertThat(standing(SUSPENDED)).isEqualTo(Standing.SUSPENDED);
    assertThat(standing(DEFAULT)).isEqualTo(Standing.DEFAULTED);

    alder.at(DEFAULT).happens(TIME);

    assertThat(alder.month().isDone()).isTrue();
    assertThat(alder.month().theirs()).isEqualTo(Theirs.LAPSED);
    assertThat(alder.month().stage()).isEqualTo(Stage.DEFAULTED);
  }

  @Test
  void aPeerThatStatesAndDoesNotShowItsLinesIsInDefaultToo() {
    alder.at(STATED).carries(0, 0);
    alder.states(1, 0);
    alder.hears(birch.states(1, 5_000_000));
    assertThat(standing(OVERDUE)).isEqualTo(Standing.OVERDUE);

    alder.at(DEFAULT).happens(TIME);

    assertThat(alder.month().theirs()).isEqualTo(Theirs.LAPSED);
    assertThat(alder.month().isDone()).isTrue();
  }

  @Test
  void anOfferOfOneStatementAndOneOfBothThatCrossLeadToOneSettlement() {
    alder.at(STATED).carries(0, 0);
    birch.at(OVERDUE).carries(0, 0);
    StatementOffer stated = alder.states(1, 2_000_000);
    SettlementOffer alone = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    StatementOffer late = birch.states(1, 5_000_000);
    alder.hears(late);
    Agreement toBirch = alder.answers(alder.checked(), Agreement.class);
    birch.hears(stated);
    Agreement toAlder = birch.answers(birch.checked(), Agreement.class);
    SettlementOffer ofBoth = birch.answers(toBirch, SettlementOffer.class);
    assertThat(ofBoth.settlement().statements()).hasSize(2);

    alder.hears(ofBoth);
    alder.hears(toAlder);
    alder.hears(birch.answers(alone, Confirmation.class));

    assertThat(birch.month().settlement()).contains(alone.settlement());
    assertThat(alder.month().settlement()).contains(alone.settlement());
    assertThat(birch.month().carriedOn(Pair.BIRCH)).isEmpty();
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(new Carried(0, 5_000_000));
  }

  @Test
  void whatAPeerNeverAgreedToGoesBackToTheDonors() {
    alder.at(STATED).carries(0, 0);
    StatementOffer stated = alder.states(1, 5_000_000);
    birch.hears(stated);
    alder.hears(birch.answers(birch.checked(PlayedMonth.DISPUTE), Disagreement.class));

    alder.at(DEFAULT).happens(TIME);
    alder.happens(TIME);

    assertThat(alder.month().ours()).isEqualTo(Ours.RETURNED);
    assertThat(alder.booked()).containsExactly(new LedgerCommand.Return(5_000_000));
  }

  @Test
  void linesInDisputeAreLeftOutOfTheSecondVersionAndTheRestIsPaid() {
    Dispute line =
        new Dispute(
            ActivityId.of("https://alder.example/flattrs/1"),
            Dispute.Code.UNKNOWN,
            1_000_000,
            "No receipt.");
    alder.carries(0, 0);
    birch.carries(0, 0);
    birch.hears(alder.states(1, 6_000_000));
    alder.hears(birch.answers(birch.checked(line), Disagreement.class));
    birch.hears(alder.states(2, 6_000_000));
    Agreement inPart = birch.answers(birch.checked(line), Agreement.class);
    alder.hears(birch.states(1, 0));
    birch.hears(alder.answers(alder.checked(), Agreement.class));
    SettlementOffer offer = alder.answers(inPart, SettlementOffer.class);
    alder.hears(birch.answers(offer, Confirmation.class));

    assertThat(inPart.agreedMicros()).isEqualTo(5_000_000);
    assertThat(offer.settlement().net().micros()).isEqualTo(5_000_000);
    assertThat(alder.booked()).contains(new LedgerCommand.Owe(5_000_000));
    assertThat(birch.booked()).contains(new LedgerCommand.Earn(5_000_000));
    assertThat(birch.month().theirs()).isEqualTo(Theirs.PARTLY_AGREED);

    alder.at(DEFAULT.minusSeconds(1)).happens(TIME);
    assertThat(alder.month().ours()).isEqualTo(Ours.PARTLY_AGREED);
    alder.at(DEFAULT).happens(TIME);
    alder.happens(TIME);

    assertThat(alder.month().ours()).isEqualTo(Ours.PARTLY_RETURNED);
    assertThat(alder.booked()).containsOnlyOnce(new LedgerCommand.ReturnDisputed(1_000_000));
  }

  @Test
  void aShortPaymentCountsAsAPartAndTheRestMayFollow() {
    settle();

    assertThat(birch.happens(new PairEvent.PaymentShown(2_000_000))).isEmpty();
    assertThat(birch.month().stage()).isEqualTo(Stage.PAYING);
    birch.answers(new PairEvent.PaymentShown(9_000_000), PaymentAnswer.class);

    assertThat(birch.booked())
        .endsWith(
            new LedgerCommand.Receive(0, 2_000_000, reference()),
            new LedgerCommand.Mature(Pair.NOVEMBER, new Cover.UpTo(2_000_000), 2_000_000),
            new LedgerCommand.Receive(2_000_000, 3_000_000, reference()),
            new LedgerCommand.Mature(Pair.NOVEMBER, new Cover.Everything(), 5_000_000));
    assertThat(birch.month().stage()).isEqualTo(Stage.CLOSED);
  }

  @Test
  void aPaymentThatComesBackIsOrderedAndSentAgain() {
    settle();
    alder.happens(new PairEvent.PaymentReturned());
    assertThat(alder.month().paid()).isEqualTo(Paid.ORDERED);
    alder.happens(PlayedMonth.PAID);

    assertThat(alder.booked())
        .endsWith(
            new LedgerCommand.Pay(5_000_000, reference(), 1),
            new LedgerCommand.TakeBack(5_000_000, reference(), 1),
            new LedgerCommand.Pay(5_000_000, reference(), 2));
  }

  @Test
  void paymentThatComesAfterTheDefaultDayLiftsTheDefault() {
    PaymentOffer notice = settleUnannounced();
    birch.at(DEFAULT).happens(TIME);
    assertThat(standingOf(birch, DEFAULT)).isEqualTo(Standing.DEFAULTED);

    birch.hears(notice);
    birch.happens(new PairEvent.PaymentShown(2_000_000));
    assertThat(standingOf(birch, DEFAULT)).as("a part of it").isEqualTo(Standing.DEFAULTED);
    birch.answers(PlayedMonth.SHOWN, PaymentAnswer.class);

    assertThat(birch.month().stage()).isEqualTo(Stage.CLOSED);
    assertThat(standingOf(birch, DEFAULT.plusSeconds(1))).isEqualTo(Standing.GOOD);
    assertThat(birch.at(DEFAULT.plusSeconds(1)).happens(TIME)).isEmpty();
    assertThat(birch.month().trouble()).isEqualTo(PairMonth.Trouble.NONE);
  }

  @Test
  void whoPaysLateGivesThePayeeAsMuchLongerToAcknowledgeIt() {
    settleBothStatements();
    Instant late = DEFAULT.plusSeconds(5 * 86_400);
    alder.at(late).answers(PlayedMonth.PAID, PaymentOffer.class);
    alder.happens(TIME);
    Instant due = Instant.parse("2026-12-15T00:00:00Z");
    Instant asMuchLater = DEFAULT.plus(Duration.between(due, late));

    assertThat(standing(late)).isEqualTo(Standing.GOOD);
    assertThat(standing(asMuchLater.minusSeconds(1))).isEqualTo(Standing.SUSPENDED);
    alder.at(asMuchLater.minusSeconds(1)).happens(TIME);
    assertThat(alder.month().trouble()).isEqualTo(PairMonth.Trouble.NONE);
    alder.at(asMuchLater).happens(TIME);
    assertThat(alder.month().trouble()).isEqualTo(PairMonth.Trouble.DEFAULTED);
  }

  @Test
  void whatIsNotPaidCanBeWrittenOffOnceAndTheNextMonthGoesOn() {
    settle();
    birch.happens(new PairEvent.PaymentShown(2_000_000));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).isEmpty();

    birch.happens(new PairEvent.WrittenOff());
    birch.happens(new PairEvent.WrittenOff());

    assertThat(birch.booked()).endsWith(new LedgerCommand.WriteOff(3_000_000));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(Carried.NOTHING);
  }

  @Test
  void whatWasWrittenOffAndComesAfterAllGetsItsReceiptAndBooksNothing() {
    settle();
    birch.happens(new PairEvent.WrittenOff());
    birch.answers(new PairEvent.Recovered(), PaymentAnswer.class);
    assertThat(birch.happens(new PairEvent.Recovered())).isEmpty();

    assertThat(birch.happens(PlayedMonth.SHOWN)).isEmpty();
    assertThat(birch.booked()).endsWith(new LedgerCommand.WriteOff(5_000_000));
    assertThat(birch.month().stage()).isEqualTo(Stage.CLOSED);
  }

  @Test
  void noticeThatComesAfterWhatItAnnouncesWasRecoveredGetsItsReceipt() {
    PaymentOffer notice = settleUnannounced();
    birch.happens(new PairEvent.WrittenOff());
    assertThat(birch.happens(new PairEvent.Recovered())).isEmpty();

    alder.hears(birch.answers(notice, PaymentAnswer.class));

    assertThat(alder.month().stage()).isEqualTo(Stage.CLOSED);
  }

  @Test
  void twoContentsForOneStatementFreezeTheMonthUntilItIsReleased() {
    StatementOffer first = alder.states(1, 5);
    birch.hears(first);
    StatementOffer other =
        new StatementOffer(
            first.id(),
            Pair.ALDER,
            Pair.statement(Pair.ALDER, Pair.BIRCH, Pair.NOVEMBER, 1, 6),
            Pair.NETTING_DAY);

    birch.hears(other);
    assertThat(birch.month().stage()).isEqualTo(Stage.FORKED);
    assertThat(birch.happens(birch.checked())).isEmpty();
    birch.happens(new PairEvent.Released());

    birch.answers(birch.checked(), Agreement.class);
    assertThat(birch.month().their().agreedMicros()).isEqualTo(5);
  }

  @Test
  void whatIsSaidWhileAMonthIsFrozenWaitsUntilItIsReleased() {
    alder.hears(birch.states(1, 3));
    birch.hears(alder.states(1, 5));
    birch.hears(
        new StatementOffer(
            ActivityId.of("https://alder.example/settlements/2026-11/other/offer"),
            Pair.ALDER,
            Pair.statement(Pair.ALDER, Pair.BIRCH, Pair.NOVEMBER, 1, 6),
            Pair.NETTING_DAY));
    Agreement agreement = alder.answers(alder.checked(), Agreement.class);

    assertThatThrownBy(() -> birch.hears(agreement))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            e -> {
              assertThat(e.code()).isEqualTo("frozen");
              assertThat(e.isEarly()).isTrue();
            });
    birch.happens(new PairEvent.Released());
    birch.hears(agreement);

    assertThat(birch.month().ours()).isEqualTo(PairMonth.Ours.AGREED);
  }

  private Standing standing(Instant now) {
    return standingOf(alder, now);
  }

  private static Standing standingOf(OneSide side, Instant now) {
    return side.rules().standing(side.month(), now);
  }

  /** Alder owes 5.00 and has announced its payment. */
  private void settle() {
    birch.hears(settleUnannounced());
  }

  /** Alder owes 5.00 and has paid it; birch has not heard so yet. */
  private PaymentOffer settleUnannounced() {
    settleBothStatements();
    return alder.answers(PlayedMonth.PAID, PaymentOffer.class);
  }

  /** Alder owes 5.00 and has ordered its payment. */
  private void settleBothStatements() {
    alder.carries(0, 0);
    birch.carries(0, 0);
    alder.hears(birch.states(1, 0));
    birch.hears(alder.answers(alder.checked(), Agreement.class));
    birch.hears(alder.states(1, 5_000_000));
    SettlementOffer offer =
        alder.answers(birch.answers(birch.checked(), Agreement.class), SettlementOffer.class);
    alder.hears(birch.answers(offer, Confirmation.class));
  }

  private String reference() {
    return alder.month().settlement().orElseThrow().reference();
  }
}
