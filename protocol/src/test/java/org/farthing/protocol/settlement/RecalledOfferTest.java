package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.settlement.Days.DEFAULT;
import static org.farthing.protocol.settlement.Days.NETTED;
import static org.farthing.protocol.settlement.Days.OVERDUE;
import static org.farthing.protocol.settlement.Days.STATED;
import static org.farthing.protocol.settlement.Days.SUSPENDED;

import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairMonth.Netted;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.junit.jupiter.api.Test;

/**
 * Alder has settled November with birch, is put back to a backup from before that, and does not
 * reach birch until it has offered to settle alone what it owes.
 */
class RecalledOfferTest {

  private static final PairEvent TIME = new PairEvent.TimePassed(PairEvent.Contact.ASKED);

  private final OneSide before = new OneSide(Pair.ALDER, Pair.BIRCH);
  private final OneSide birch = new OneSide(Pair.BIRCH, Pair.ALDER);
  private final OneSide alder = new OneSide(Pair.ALDER, Pair.BIRCH);

  private final StatementOffer byAlder;
  private final StatementOffer byBirch;
  private final Agreement toAlder;
  private final SettlementOffer first;
  private final Confirmation confirmation;

  RecalledOfferTest() {
    before.at(STATED).carries(0, 0);
    birch.at(STATED).carries(0, 0);
    byAlder = before.states(1, 6_000_000);
    byBirch = birch.states(1, 5_000_000);
    birch.hears(byAlder);
    toAlder = birch.answers(birch.checked(), Agreement.class);
    before.at(NETTED).hears(byBirch);
    birch.hears(before.answers(before.checked(), Agreement.class));
    first = before.answers(toAlder, SettlementOffer.class);
    confirmation = birch.at(NETTED).answers(first, Confirmation.class);

    alder.at(STATED).carries(0, 0);
    assertThat(alder.states(1, 6_000_000)).isEqualTo(byAlder);
  }

  @Test
  void whatWasOfferedFirstIsOfferedAgainAndPaidOnce() {
    SettlementOffer second = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    assertThat(second.settlement()).isNotEqualTo(first.settlement());

    alder.at(NETTED);
    assertThat(alder.happens(Unsaid.settledBy(first).orElseThrow())).isEmpty();
    assertThat(alder.month().netted()).isEqualTo(Netted.NONE);
    assertThat(alder.month().ours()).isEqualTo(Ours.PROPOSED);
    assertThat(alder.happens(Unsaid.settledBy(first).orElseThrow())).isEmpty();
    alder.hears(toAlder);
    alder.hears(byBirch);
    assertThat(alder.happens(alder.checked())).contains(first);
    alder.hears(confirmation);

    assertThat(alder.month().settlement()).contains(first.settlement());
    assertThat(alder.month().paid()).isEqualTo(Paid.ORDERED);
    assertThat(alder.booked())
        .containsSubsequence(
            new LedgerCommand.Admit(6_000_000, 1),
            new LedgerCommand.Retract(6_000_000, 1),
            new LedgerCommand.Owe(6_000_000));
  }

  @Test
  void whatMayBeOfferedTheSecondTimeIsNotPaidUnconfirmed() {
    PairEvent unasked = new PairEvent.TimePassed(PairEvent.Contact.UNREACHABLE);
    alder.at(OVERDUE).answers(unasked, SettlementOffer.class);

    assertThat(alder.at(SUSPENDED).happens(unasked)).isEmpty();
    assertThat(alder.month().netted()).isEqualTo(Netted.OFFERED);
    alder.at(DEFAULT).happens(unasked);
    assertThat(alder.month().paid()).isEqualTo(Paid.ORDERED);
  }

  @Test
  void whatIsToBePaidAlreadyIsLeftToPeople() {
    alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    alder.at(SUSPENDED).happens(TIME);
    PairMonth paid = alder.month();
    assertThat(paid.paid()).isEqualTo(Paid.ORDERED);

    alder.happens(Unsaid.settledBy(first).orElseThrow());

    assertThat(alder.month()).isEqualTo(paid);
  }

  /** It gave way to another one then, and was offered before that, by this copy's books, too. */
  @Test
  void whatWasOfferedBeforeIsNotTakenBack() {
    SettlementOffer own = alder.at(OVERDUE).answers(TIME, SettlementOffer.class);
    PairMonth offered = alder.month();

    alder.happens(
        new PairEvent.SettlementRecalled(first.settlement(), own.published().plusSeconds(1)));

    assertThat(alder.month()).isEqualTo(offered);
  }

  @Test
  void theSameOfferIsNotTakenBack() {
    PairMonth agreed = before.month();

    before.happens(Unsaid.settledBy(first).orElseThrow());

    assertThat(before.month()).isEqualTo(agreed);
  }
}
