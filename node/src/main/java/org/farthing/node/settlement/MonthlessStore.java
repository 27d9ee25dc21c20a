package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.DEPOSIT_REVERSAL;
import static org.farthing.node.generated.Tables.INCOMING_PAYMENT;
import static org.farthing.node.generated.Tables.OVERPAYMENT;
import static org.farthing.node.generated.Tables.PAYMENT_ORDER;
import static org.farthing.node.generated.Tables.PAYMENT_USE;
import static org.farthing.node.generated.Tables.PAYOUT;
import static org.farthing.node.generated.Tables.TRANSFER_REVERSAL;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.farthing.node.generated.enums.PaymentOrderState;
import org.farthing.node.payout.Payout;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows that stand for transfers of no month, as they stand, unjudged: for the check alone. */
final class MonthlessStore {

  private MonthlessStore() {}

  record ReversalRow(UUID deposit, UUID member, long fromFundsMicros, long receivableMicros) {}

  /**
   * A payment that arrived.
   *
   * @param peer 0 while nobody knows whose it is
   */
  record PaymentRow(long id, int peer, long micros, long freeMicros) {}

  /** What became of a part of a payment. */
  enum UseKind {
    SETTLED,
    SENT_BACK,
    BOUNCED,
    REPAID,
    CANCELLED,
    RECOVERED,
    UNSETTLED
  }

  record UseRow(long payment, int peer, UseKind kind, long micros) {}

  /**
   * An order that sends a payment back.
   *
   * @param carriedOut whether it is more than ordered
   */
  record SendBackRow(int peer, boolean carriedOut, long micros) {}

  record OverpaymentRow(int peer, long micros) {}

  record PayoutRow(UUID member, Payout.Source source, long micros, Payout.State state) {}

  static List<PayoutRow> payouts(Transaction tx) {
    return tx.dsl()
        .select(PAYOUT.MEMBER_ID, PAYOUT.SOURCE, PAYOUT.AMOUNT_MICROS, PAYOUT.STATE)
        .from(PAYOUT)
        .fetch(
            row ->
                new PayoutRow(
                    row.value1(),
                    Payout.Source.valueOf(row.value2().getLiteral().toUpperCase(Locale.ROOT)),
                    row.value3(),
                    Payout.State.valueOf(row.value4().getLiteral().toUpperCase(Locale.ROOT))));
  }

  static List<PaymentRow> payments(Transaction tx) {
    return tx.dsl()
        .selectFrom(INCOMING_PAYMENT)
        .fetch(
            row ->
                new PaymentRow(
                    row.getId(),
                    number(row.getPeerId()),
                    row.getAmountMicros(),
                    row.getFreeMicros()));
  }

  static List<UseRow> uses(Transaction tx) {
    return tx.dsl()
        .selectFrom(PAYMENT_USE)
        .fetch(
            row ->
                new UseRow(
                    row.getPaymentId(),
                    number(row.getPeerId()),
                    UseKind.valueOf(row.getKind().getLiteral().toUpperCase(Locale.ROOT)),
                    row.getMicros()));
  }

  static List<SendBackRow> sendBacks(Transaction tx) {
    return tx.dsl()
        .selectFrom(PAYMENT_ORDER)
        .where(PAYMENT_ORDER.PAYMENT_ID.isNotNull())
        .fetch(
            row ->
                new SendBackRow(
                    number(row.getPeerId()),
                    row.getState() != PaymentOrderState.ordered,
                    row.getAmountMicros()));
  }

  static List<OverpaymentRow> overpayments(Transaction tx) {
    return tx.dsl()
        .selectFrom(OVERPAYMENT)
        .fetch(row -> new OverpaymentRow(row.getPeerId(), row.getMicros()));
  }

  /** What a month's settlement with a peer took of recorded payments. */
  static long settled(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .select(DSL.coalesce(DSL.sum(PAYMENT_USE.MICROS), 0).cast(Long.class))
        .from(PAYMENT_USE)
        .where(PAYMENT_USE.PERIOD.eq(period), PAYMENT_USE.PEER_ID.eq(peer))
        .fetchSingle(row -> row.value1());
  }

  private static int number(@Nullable Integer peerOrNull) {
    return peerOrNull == null ? 0 : peerOrNull;
  }

  /** Transfers other than deposits that were undone. */
  static List<UUID> undone(Transaction tx) {
    return tx.dsl()
        .select(TRANSFER_REVERSAL.TRANSFER_ID)
        .from(TRANSFER_REVERSAL)
        .fetch(row -> row.value1());
  }

  static List<ReversalRow> reversals(Transaction tx) {
    return tx.dsl()
        .selectFrom(DEPOSIT_REVERSAL)
        .fetch(
            row ->
                new ReversalRow(
                    row.getDepositId(),
                    row.getMemberId(),
                    row.getFromFundsMicros(),
                    row.getReceivableMicros()));
  }
}
