package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementOffer;

/** November between alder, who pays the net, and birch, as far as a test has it played. */
final class PlayedMonth {

  static final Dispute DISPUTE =
      new Dispute(null, Dispute.Code.AMOUNT, "The lines add up to less.");
  static final PairEvent PAID = new PairEvent.PaymentSent("test");
  static final PairEvent SHOWN = new PairEvent.PaymentShown(Long.MAX_VALUE);

  private final OneSide alder = new OneSide(Pair.ALDER, Pair.BIRCH);
  private final OneSide birch = new OneSide(Pair.BIRCH, Pair.ALDER);

  OneSide alder() {
    return alder;
  }

  OneSide birch() {
    return birch;
  }

  void disputeOnce() {
    alder.carries(0, 0);
    birch.carries(0, 0);
    birch.hears(alder.states(1, 6_000_000));
    alder.hears(birch.answers(birch.checked(DISPUTE), Disagreement.class));
  }

  void agree(long alderGives, long birchGives) {
    alder.carries(0, 0);
    birch.carries(0, 0);
    exchangeStatements(alderGives, birchGives);
  }

  void exchangeStatements(long alderGives, long birchGives) {
    exchangeStatements(1, alderGives, birchGives);
  }

  /** Alder pays, and so may offer as soon as it hears the agreement. */
  void exchangeStatements(int versionOfAlder, long alderGives, long birchGives) {
    StatementOffer ofAlder = alder.states(versionOfAlder, alderGives);
    StatementOffer ofBirch = birch.states(1, birchGives);
    birch.hears(ofAlder);
    alder.hears(ofBirch);
    birch.hears(alder.answers(alder.checked(), StatementAnswer.class));
    alder.happens(Pair.arrivalOf(birch.answers(birch.checked(), StatementAnswer.class)));
  }

  void settle(long alderGives, long birchGives) {
    agree(alderGives, birchGives);
    alder.hears(birch.answers(onlySettlementOffer(), Confirmation.class));
  }

  void settleAndPay(long alderGives, long birchGives) {
    settle(alderGives, birchGives);
    pay();
  }

  void pay() {
    birch.hears(alder.answers(PAID, PaymentOffer.class));
    alder.hears(birch.answers(SHOWN, PaymentAnswer.class));
  }

  SettlementOffer onlySettlementOffer() {
    List<SettlementOffer> offers =
        alder.said().stream()
            .filter(SettlementOffer.class::isInstance)
            .map(SettlementOffer.class::cast)
            .toList();
    assertThat(offers).hasSize(1);
    return offers.getFirst();
  }
}
