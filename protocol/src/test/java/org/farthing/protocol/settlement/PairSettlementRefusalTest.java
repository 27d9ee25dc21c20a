package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.farthing.protocol.settlement.Pair.ALDER;
import static org.farthing.protocol.settlement.Pair.BIRCH;
import static org.farthing.protocol.settlement.Pair.NETTING_DAY;
import static org.farthing.protocol.settlement.Pair.NOVEMBER;
import static org.farthing.protocol.settlement.Pair.euros;

import java.time.YearMonth;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Payment;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What birch, whom alder owes, refuses of alder in November, and alder of birch. */
class PairSettlementRefusalTest {

  private static final ActorId CEDAR = ActorId.of("https://cedar.example/actor");
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final OneSide alder = new OneSide(ALDER, BIRCH);
  private final OneSide birch = new OneSide(BIRCH, ALDER);

  @Test
  void aStatementOfAnotherNode() {
    assertRefused(birch, offer(Pair.statement(CEDAR, BIRCH, NOVEMBER, 1, 5)), "wrong_actor");
  }

  @Test
  void aStatementToAnotherNode() {
    assertRefused(birch, offer(Pair.statement(ALDER, CEDAR, NOVEMBER, 1, 5)), "wrong_parties");
  }

  @Test
  void aStatementOfAnotherMonth() {
    assertRefused(birch, offer(Pair.statement(ALDER, BIRCH, DECEMBER, 1, 5)), "wrong_period");
  }

  @Test
  void aStatementInAnotherCurrency() {
    Statement inEuros = Pair.statement(ALDER, BIRCH, NOVEMBER, 1, 5);

    assertRefused(birch, offer(with(inEuros, new Money(5, CurrencyUnit.XTS))), "currency");
  }

  @Test
  void aLaterVersionOfWhatWasNeverStated() {
    assertRefused(birch, offer(Pair.statement(ALDER, BIRCH, NOVEMBER, 2, 5)), "wrong_version");
  }

  @Test
  void aLaterVersionOfWhatIsNotDisputed() {
    birch.hears(alder.states(1, 5));

    assertRefused(birch, offer(Pair.statement(ALDER, BIRCH, NOVEMBER, 2, 5)), "wrong_version");
  }

  @ParameterizedTest
  @CsvSource({"3", "4"})
  void aVersionThatIsNotTheNextOne(int version) {
    birch.hears(alder.states(1, 5));
    dispute();

    assertRefused(
        birch, offer(Pair.statement(ALDER, BIRCH, NOVEMBER, version, 5)), "wrong_version");
  }

  @Test
  void anAnswerToNoOfferOfOurs() {
    StatementOffer unsent = offer(Pair.statement(ALDER, BIRCH, NOVEMBER, 1, 5));

    assertRefused(alder, agreement(unsent, unsent.statement()), "unknown_offer");
  }

  @Test
  void anAgreementToAnotherStatement() {
    StatementOffer offer = alder.states(1, 5);
    Statement other = Pair.statement(ALDER, BIRCH, NOVEMBER, 1, 6);

    assertRefused(alder, agreement(offer, other), "conflict");
  }

  @Test
  void aDisagreementThatRestsOnTheLogOfAnotherMonth() {
    StatementOffer offer = alder.states(1, 5);
    FlattrCheckpoint log =
        new FlattrCheckpoint(NOVEMBER.minusMonths(1), ALDER, BIRCH, 0, "0".repeat(64));
    Disagreement other =
        new Disagreement(
            ofBirch("no"), BIRCH, offer.id(), offer.statement().id(), List.of(), log, NETTING_DAY);

    assertRefused(alder, other, "conflict");
  }

  @Test
  void aDisagreementAboutAnotherStatement() {
    StatementOffer offer = alder.states(1, 5);
    Disagreement other =
        new Disagreement(
            ofBirch("no"),
            BIRCH,
            offer.id(),
            ActivityId.of("https://alder.example/statements/other"),
            List.of(),
            null,
            NETTING_DAY);

    assertRefused(alder, other, "conflict");
  }

  @Test
  void aSettlementOfAnotherNode() {
    SettlementOffer offer = settlementOffered(5_000_000);
    Settlement known = offer.settlement();
    Settlement ofCedar =
        new Settlement(
            ActivityId.of("https://cedar.example/settlement"),
            NOVEMBER,
            CEDAR,
            BIRCH,
            known.statements(),
            known.net(),
            known.paid(),
            known.carried(),
            known.reference());

    assertRefused(
        birch,
        new SettlementOffer(
            ActivityId.of("https://cedar.example/offer"), CEDAR, ofCedar, NETTING_DAY),
        "wrong_actor");
  }

  @Test
  void aSettlementOfAnotherMonth() {
    Settlement known = settlementOffered(5_000_000).settlement();

    assertRefused(birch, offer(with(known, DECEMBER, known.net())), "wrong_period");
  }

  @Test
  void aSettlementBeforeBothStatementsAreAgreed() {
    SettlementOffer offer = settlementOffered(5_000_000);
    OneSide unknowing = new OneSide(BIRCH, ALDER);
    unknowing.states(1, 0);

    assertRefused(unknowing, offer, "not_agreed");
    assertEarly(unknowing, offer);
  }

  @Test
  void aSettlementFromThePayeeOfOurs() {
    Settlement ours = settlementOffered(5_000_000).settlement();
    Settlement theirs =
        new Settlement(
            ofBirch("settlement"),
            NOVEMBER,
            BIRCH,
            ALDER,
            ours.statements(),
            ours.net(),
            ours.paid(),
            ours.carried(),
            "BIRCH");

    assertRefused(
        alder, new SettlementOffer(ofBirch("offer"), BIRCH, theirs, NETTING_DAY), "conflict");
  }

  @Test
  void aConfirmationOfAnotherSettlement() {
    SettlementOffer offer = settlementOffered(5_000_000);
    Settlement other = with(offer.settlement(), NOVEMBER, euros(4_000_000));

    assertRefused(
        alder, new Confirmation(ofBirch("yes"), BIRCH, offer.id(), other, NETTING_DAY), "conflict");
  }

  @Test
  void aPaymentThatIsNotAwaited() {
    Settlement settlement = settlementOffered(5_000_000).settlement();

    assertRefused(birch, payment(settlement, 5_000_000), "unexpected_payment");
    assertEarly(birch, payment(settlement, 5_000_000));
  }

  @Test
  void aPaymentOfWhatIsCarried() {
    SettlementOffer offer = settlementOffered(500_000);
    birch.answers(offer, Confirmation.class);

    assertRefused(birch, payment(offer.settlement(), 500_000), "unexpected_payment");
  }

  @Test
  void aPaymentFromThePayee() {
    SettlementOffer offer = settlementOffered(5_000_000);
    alder.hears(birch.answers(offer, Confirmation.class));
    Payment payment =
        new Payment(ofBirch("payment"), ofBirch("settlement"), euros(5_000_000), "test", "BIRCH");

    assertRefused(
        alder,
        new PaymentOffer(ofBirch("payment/offer"), BIRCH, payment, NETTING_DAY),
        "unexpected_payment");
  }

  @Test
  void aPaymentOfAnotherAmount() {
    SettlementOffer offer = settlementOffered(5_000_000);
    birch.answers(offer, Confirmation.class);

    assertRefused(birch, payment(offer.settlement(), 4_990_000), "wrong_payment");
  }

  @Test
  void asReceivedAnotherPaymentThanOurs() {
    alder.hears(birch.answers(settlementOffered(5_000_000), Confirmation.class));
    PaymentOffer payment = alder.answers(new PairEvent.PaymentSent("test"), PaymentOffer.class);
    PaymentAnswer other =
        new PaymentAnswer(
            ofBirch("receipt"),
            BIRCH,
            payment.id(),
            ActivityId.of("https://alder.example/other"),
            NETTING_DAY);

    assertRefused(alder, other, "conflict");
  }

  private static void assertRefused(OneSide side, FarthingMessage message, String code) {
    PairMonth before = side.month();

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> side.happens(Pair.arrivalOf(message)))
        .extracting(ProtocolException::code)
        .isEqualTo(code);
    assertThat(side.month()).isEqualTo(before);
  }

  /** The peer says it once only: so it is kept until what it rests on has come. */
  private static void assertEarly(OneSide side, FarthingMessage message) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> side.happens(Pair.arrivalOf(message)))
        .matches(ProtocolException::isEarly);
  }

  private void dispute() {
    Dispute dispute = new Dispute(null, Dispute.Code.FRAUD_HOLD, "Looked into.");
    birch.answers(birch.checked(dispute), Disagreement.class);
  }

  /** Both statements are agreed, and alder has offered to pay what it alone owes. */
  private SettlementOffer settlementOffered(long micros) {
    alder.happens(new PairEvent.Carried(Carried.NOTHING));
    birch.happens(new PairEvent.Carried(Carried.NOTHING));
    alder.hears(birch.states(1, 0));
    birch.hears(alder.answers(alder.checked(), Agreement.class));
    birch.hears(alder.states(1, micros));
    return alder.answers(birch.answers(birch.checked(), Agreement.class), SettlementOffer.class);
  }

  private static StatementOffer offer(Statement statement) {
    return new StatementOffer(
        ActivityId.of(statement.id() + "/offer"), statement.debtor(), statement, NETTING_DAY);
  }

  private static Agreement agreement(StatementOffer offer, Statement statement) {
    return new Agreement(ofBirch("yes"), BIRCH, offer.id(), statement, NETTING_DAY);
  }

  private static SettlementOffer offer(Settlement settlement) {
    return new SettlementOffer(
        ActivityId.of("https://alder.example/other"), ALDER, settlement, NETTING_DAY);
  }

  private static PaymentOffer payment(Settlement settlement, long micros) {
    Payment payment =
        new Payment(
            ActivityId.of("https://alder.example/payment"),
            settlement.id(),
            euros(micros),
            "test",
            settlement.reference());
    return new PaymentOffer(
        ActivityId.of("https://alder.example/payment/offer"), ALDER, payment, NETTING_DAY);
  }

  private static Statement with(Statement it, Money gross) {
    return new Statement(
        it.id(),
        it.period(),
        it.debtor(),
        it.creditor(),
        it.version(),
        it.count(),
        gross,
        it.root(),
        it.lines(),
        it.policy(),
        it.previousOrNull());
  }

  private static Settlement with(Settlement it, YearMonth period, Money net) {
    return new Settlement(
        it.id(),
        period,
        it.payer(),
        it.payee(),
        it.statements(),
        net,
        net.minus(it.carried()),
        it.carried(),
        it.reference());
  }

  private static ActivityId ofBirch(String path) {
    return ActivityId.of("https://birch.example/" + path);
  }
}
