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
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.junit.jupiter.api.Test;

/**
 * Alder and birch do not reach each other until long after the suspended day, and each has offered
 * to settle what it owes alone: alder 6.00, birch 5.00.
 */
class BothAloneTest {

  private static final PairEvent TIME = new PairEvent.TimePassed(PairEvent.Contact.ASKED);
  private static final Dispute LINE =
      new Dispute(
          ActivityId.of("https://birch.example/flattrs/1"),
          Dispute.Code.UNKNOWN,
          1_000_000,
          "No receipt.");

  private final OneSide alder = new OneSide(Pair.ALDER, Pair.BIRCH);
  private final OneSide birch = new OneSide(Pair.BIRCH, Pair.ALDER);

  @Test
  void onlyTheNodeOfTheLowerIdPaysUnaskedBeforeTheMonthIsGivenUp() {
    alder.at(STATED).carries(0, 0);
    birch.at(STATED).carries(0, 0);
    bothOffer(alder.states(1, 6_000_000), birch.states(1, 5_000_000));

    assertThat(alder.month().paid()).isEqualTo(Paid.ORDERED);
    birch.at(DEFAULT.minusSeconds(1)).happens(TIME);
    assertThat(birch.month().paid()).isEqualTo(Paid.NONE);
    birch.at(DEFAULT).happens(TIME);
    assertThat(birch.month().paid()).as("silence excuses nobody").isEqualTo(Paid.ORDERED);
    assertThat(birch.month().stage()).isEqualTo(Stage.DEFAULTED);
  }

  @Test
  void theOneThatPaidIsSettledAndTheOtherIsCarried() {
    alder.at(STATED).carries(0, 0);
    birch.at(STATED).carries(0, 0);
    StatementOffer byAlder = alder.states(1, 6_003_333);
    StatementOffer byBirch = birch.states(1, 5_000_000);
    Offers offers = bothOffer(byAlder, byBirch);
    PaymentOffer paid = alder.answers(PlayedMonth.PAID, PaymentOffer.class);

    alder.hears(byBirch);
    Agreement toBirch = alder.answers(alder.checked(), Agreement.class);
    alder.hears(offers.ofBirch());
    birch.hears(byAlder);
    Agreement toAlder = birch.answers(birch.checked(), Agreement.class);
    Confirmation confirmation = birch.answers(offers.ofAlder(), Confirmation.class);
    birch.hears(paid);
    PaymentAnswer receipt = birch.answers(PlayedMonth.SHOWN, PaymentAnswer.class);
    birch.hears(toBirch);
    List.of(toAlder, confirmation, receipt).forEach(alder::hears);

    bothHaveClosed(offers.ofAlder());
    assertThat(alder.month().carriedOn(Pair.ALDER)).contains(new Carried(3_333, 5_000_000));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(new Carried(5_000_000, 3_333));
  }

  @Test
  void whatIsInDisputeAndOfferedByTheOneThatGivesWayIsAgreedToAfterAll() {
    alder.at(STATED).carries(0, 0);
    birch.at(STATED).carries(0, 0);
    StatementOffer byAlder = alder.states(1, 6_000_000);
    StatementOffer byBirch = birch.states(1, 5_000_000);
    Offers offers = bothOffer(byAlder, byBirch);
    PaymentOffer paid = alder.answers(PlayedMonth.PAID, PaymentOffer.class);

    alder.hears(byBirch);
    birch.hears(alder.answers(alder.checked(LINE), Disagreement.class));
    birch.hears(byAlder);
    alder.hears(birch.answers(birch.checked(), Agreement.class));
    alder.hears(birch.answers(offers.ofAlder(), Confirmation.class));
    birch.hears(paid);
    alder.hears(birch.answers(PlayedMonth.SHOWN, PaymentAnswer.class));
    alder.hears(offers.ofBirch());
    birch.hears(alder.answers(alder.checked(LINE), Agreement.class));

    bothHaveClosed(offers.ofAlder());
    assertThat(alder.booked()).contains(new LedgerCommand.Earn(5_000_000));
    assertThat(birch.month().carriedOn(Pair.BIRCH)).contains(new Carried(5_000_000, 0));
  }

  @Test
  void whatWasLeftOutOfAnAgreementIsEarnedWhenTheOneThatGivesWayHasOfferedAll() {
    alder.at(STATED).carries(0, 0);
    birch.at(STATED).carries(0, 0);
    StatementOffer byAlder = alder.states(1, 6_000_000);
    alder.hears(birch.states(1, 5_000_000));
    birch.hears(alder.answers(alder.checked(LINE), Disagreement.class));
    StatementOffer anew = birch.states(2, 5_000_000);
    Offers offers = bothOffer(byAlder, anew);

    alder.hears(anew);
    birch.hears(alder.answers(alder.checked(LINE), Agreement.class));
    alder.hears(offers.ofBirch());
    assertThat(alder.month().theirs()).isEqualTo(Theirs.ADMITTED);
    birch.hears(alder.answers(alder.checked(LINE), Agreement.class));

    assertThat(birch.month().ours()).isEqualTo(Ours.AGREED);
    assertThat(alder.booked())
        .contains(new LedgerCommand.Earn(4_000_000), new LedgerCommand.EarnRest(1_000_000));
  }

  private record Offers(SettlementOffer ofAlder, SettlementOffer ofBirch) {}

  private Offers bothOffer(StatementOffer byAlder, StatementOffer byBirch) {
    Offers offers =
        new Offers(
            alder.at(OVERDUE).answers(TIME, SettlementOffer.class),
            birch.at(OVERDUE).answers(TIME, SettlementOffer.class));
    assertThat(offers.ofAlder().settlement().statements())
        .containsExactly(byAlder.statement().id());
    assertThat(offers.ofBirch().settlement().statements())
        .containsExactly(byBirch.statement().id());
    alder.at(SUSPENDED).happens(TIME);
    birch.at(SUSPENDED).happens(TIME);
    return offers;
  }

  private void bothHaveClosed(SettlementOffer settled) {
    assertThat(List.of(alder.month().stage(), birch.month().stage())).containsOnly(Stage.CLOSED);
    assertThat(alder.month().settlement()).contains(settled.settlement());
    assertThat(birch.month().settlement()).contains(settled.settlement());
  }
}
