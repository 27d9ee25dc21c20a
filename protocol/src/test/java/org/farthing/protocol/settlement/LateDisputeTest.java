package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.Days.DEFAULT;
import static org.farthing.protocol.settlement.Days.OVERDUE;
import static org.farthing.protocol.settlement.Days.STATED;
import static org.farthing.protocol.settlement.Days.SUSPENDED;

import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.junit.jupiter.api.Test;

/**
 * Birch was silent for so long that alder has admitted its statement, and then disputes lines of
 * it. Alder owes 6.00, of which 1.00 is in dispute.
 */
class LateDisputeTest {

  private static final PairEvent TIME = new PairEvent.TimePassed(PairEvent.Contact.ASKED);
  private static final Dispute LINE =
      new Dispute(
          ActivityId.of("https://alder.example/flattrs/1"),
          Dispute.Code.UNKNOWN,
          1_000_000,
          "No receipt.");
  private static final Dispute MISSING =
      new Dispute(
          ActivityId.of("https://alder.example/flattrs/2"), Dispute.Code.MISSING, "Not there.");

  private final OneSide alder = new OneSide(Pair.ALDER, Pair.BIRCH);
  private final OneSide birch = new OneSide(Pair.BIRCH, Pair.ALDER);

  @Test
  void whatIsOfferedUnaskedStandsAndTheCreditorAgreesToItAfterAll() {
    StatementOffer stated = alderStates();
    SettlementOffer offered = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    alder.hears(birchDisputes(stated, LINE, MISSING));
    assertThat(alder.month().ours()).as("our word stands").isEqualTo(Ours.ADMITTED);

    birch.hears(offered);
    assertThat(birch.month().theirs()).isEqualTo(Theirs.ADMITTED);
    List<?> said = birch.happens(birch.checked(LINE, MISSING));
    Agreement agreement = (Agreement) said.getFirst();
    Confirmation confirmation = (Confirmation) said.getLast();
    alder.hears(agreement);
    alder.hears(confirmation);
    bothConcludeWithNothingFromBirch();
    birch.hears(alder.answers(PlayedMonth.PAID, PaymentOffer.class));
    alder.hears(birch.answers(PlayedMonth.SHOWN, PaymentAnswer.class));

    assertThat(agreement.isWhole()).isTrue();
    assertThat(List.of(alder.month().stage(), birch.month().stage())).containsOnly(Stage.CLOSED);
    assertThat(alder.month().settlement()).isEqualTo(birch.month().settlement());
    assertThat(alder.booked()).contains(new LedgerCommand.Admit(6_000_000, 1));
    assertThat(alder.booked()).doesNotHaveAnyElementsOfTypes(LedgerCommand.Retract.class);
    assertThat(birch.booked()).contains(new LedgerCommand.Earn(6_000_000));
  }

  @Test
  void admissionOnWhichNothingIsBuiltIsTakenBackAndTheDisputeGoesItsUsualWay() {
    // Of what the months before have left nothing is known: so nothing could be offered.
    StatementOffer stated = alder.at(STATED).states(1, 6_000_000);
    assertThat(alder.at(OVERDUE).happens(TIME)).isEmpty();
    assertThat(alder.month().ours()).isEqualTo(Ours.ADMITTED);

    alder.hears(birchDisputes(stated, LINE));
    assertThat(alder.month().isToBeStatedAnew()).isTrue();
    birch.hears(alder.states(2, 6_000_000));
    alder.hears(birch.answers(birch.checked(LINE), Agreement.class));

    assertThat(alder.month().ours()).isEqualTo(Ours.PARTLY_AGREED);
    assertThat(alder.booked())
        .containsExactly(
            new LedgerCommand.Admit(6_000_000, 1),
            new LedgerCommand.Retract(6_000_000, 1),
            new LedgerCommand.Owe(5_000_000));
    assertThat(birch.booked()).containsExactly(new LedgerCommand.Earn(5_000_000));
  }

  @Test
  void agreementInPartTakesBackAsMuchOfAnAdmissionOnWhichNothingIsBuilt() {
    StatementOffer stated = alder.at(STATED).states(1, 6_000_000);
    alder.hears(birchDisputes(stated, LINE));
    StatementOffer anew = alder.states(2, 6_000_000);
    assertThat(alder.at(OVERDUE).happens(TIME)).isEmpty();
    birch.hears(anew);
    alder.hears(birch.answers(birch.checked(LINE), Agreement.class));

    assertThat(alder.month().our().agreedMicros()).isEqualTo(5_000_000);
    assertThat(alder.booked())
        .containsExactly(
            new LedgerCommand.Admit(6_000_000, 2), new LedgerCommand.Retract(1_000_000, 2));
  }

  @Test
  void whatWasLeftOutOfAnAgreementThatCameTooLateIsEarnedWhenItIsOffered() {
    StatementOffer stated = alderStates();
    alder.hears(birchDisputes(stated, LINE));
    StatementOffer anew = alder.states(2, 6_000_000);
    SettlementOffer offered = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    birch.hears(anew);
    Agreement inPart = birch.answers(birch.checked(LINE), Agreement.class);
    alder.hears(inPart);
    assertThat(alder.month().ours()).isEqualTo(Ours.ADMITTED);

    birch.hears(offered);
    List<?> said = birch.happens(birch.checked(LINE));
    alder.hears((Agreement) said.getFirst());
    alder.hears((Confirmation) said.getLast());

    assertThat(birch.booked())
        .contains(new LedgerCommand.Earn(5_000_000), new LedgerCommand.EarnRest(1_000_000));
    assertThat(birch.month().their().agreedMicros()).isEqualTo(6_000_000);
    assertThat(alder.month().our().agreedMicros()).isEqualTo(6_000_000);
    assertThat(((Agreement) said.getFirst()).id()).isNotEqualTo(inPart.id());
  }

  @Test
  void admissionThatWasTakenBackForAnAnswerThatNeverComesIsBookedAnew() {
    alder.at(STATED).states(1, 6_000_000);
    alder.at(OVERDUE).happens(TIME);
    birch.at(STATED).carries(0, 0);
    alder.hears(birch.states(1, 5_000_000));
    alder.answers(alder.checked(), Agreement.class);
    alder.hears(birch.at(OVERDUE).answers(TIME, SettlementOffer.class));
    assertThat(alder.month().ours()).as("an answer is awaited").isEqualTo(Ours.PROPOSED);

    alder.at(DEFAULT).happens(TIME);

    assertThat(alder.month().ours()).isEqualTo(Ours.ADMITTED);
    assertThat(alder.booked())
        .containsSubsequence(
            new LedgerCommand.Admit(6_000_000, 1),
            new LedgerCommand.Retract(6_000_000, 1),
            new LedgerCommand.Owe(6_000_000));
  }

  @Test
  void whatIsWrongAsAWholeIsNotAgreedToThoughItIsOffered() {
    StatementOffer stated = alderStates();
    SettlementOffer offered = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    birchDisputes(stated, PlayedMonth.DISPUTE);
    birch.hears(offered);

    birch.answers(birch.checked(PlayedMonth.DISPUTE), Disagreement.class);

    assertThat(birch.month().theirs()).isEqualTo(Theirs.DISPUTED);
    assertThat(birch.booked()).isEmpty();
  }

  @Test
  void whatIsLeftOutAndStoodByHoldsAsItWasWhenItsLinesAreNeverShown() {
    StatementOffer stated = alderStates();
    alder.hears(birchDisputes(stated, LINE));
    StatementOffer anew = alder.states(2, 6_000_000);
    SettlementOffer offered = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    birch.hears(anew);
    birch.answers(birch.checked(LINE), Agreement.class);
    birch.states(1, 0);
    birch.hears(offered);

    birch.at(DEFAULT).happens(TIME);

    assertThat(birch.month().theirs()).isEqualTo(Theirs.PARTLY_AGREED);
    assertThat(birch.month().stage()).isEqualTo(Stage.DEFAULTED);
  }

  private StatementOffer alderStates() {
    alder.at(STATED).carries(0, 0);
    return alder.states(1, 6_000_000);
  }

  private Disagreement birchDisputes(StatementOffer stated, Dispute... disputes) {
    birch.at(SUSPENDED.minusSeconds(1)).carries(0, 0);
    birch.hears(stated);
    return birch.answers(birch.checked(disputes), Disagreement.class);
  }

  private void bothConcludeWithNothingFromBirch() {
    alder.hears(birch.states(1, 0));
    birch.hears(alder.answers(alder.checked(), Agreement.class));
  }
}
