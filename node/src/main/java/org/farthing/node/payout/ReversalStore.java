package org.farthing.node.payout;

import static org.farthing.node.generated.Tables.DEPOSIT_REVERSAL;
import static org.farthing.node.generated.Tables.TRANSFER_REVERSAL;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.generated.tables.records.DepositReversalRecord;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.payout.Deposits.Reversal;
import org.farthing.node.platform.database.Transaction;

/** The rows of deposits that went back, and of other transfers that were undone. */
final class ReversalStore {

  private ReversalStore() {}

  static Optional<Reversal> find(Transaction tx, TransferId deposit) {
    return tx.dsl()
        .selectFrom(DEPOSIT_REVERSAL)
        .where(DEPOSIT_REVERSAL.DEPOSIT_ID.eq(deposit.value()))
        .fetchOptional(ReversalStore::reversal);
  }

  static Map<TransferId, Reversal> of(Transaction tx, UUID member) {
    return tx.dsl()
        .selectFrom(DEPOSIT_REVERSAL)
        .where(DEPOSIT_REVERSAL.MEMBER_ID.eq(member))
        .fetchMap(row -> new TransferId(row.getDepositId()), ReversalStore::reversal);
  }

  static Map<TransferId, Reversal> of(Transaction tx, Collection<TransferId> deposits) {
    return tx.dsl()
        .selectFrom(DEPOSIT_REVERSAL)
        .where(DEPOSIT_REVERSAL.DEPOSIT_ID.in(deposits.stream().map(TransferId::value).toList()))
        .fetchMap(row -> new TransferId(row.getDepositId()), ReversalStore::reversal);
  }

  private static Reversal reversal(DepositReversalRecord row) {
    return new Reversal(row.getFromFundsMicros(), row.getReceivableMicros());
  }

  static void insert(
      Transaction tx, TransferId deposit, UUID member, Reversal reversal, long auditEntry) {
    tx.dsl()
        .insertInto(DEPOSIT_REVERSAL)
        .set(DEPOSIT_REVERSAL.DEPOSIT_ID, deposit.value())
        .set(DEPOSIT_REVERSAL.MEMBER_ID, member)
        .set(DEPOSIT_REVERSAL.FROM_FUNDS_MICROS, reversal.fromFundsMicros())
        .set(DEPOSIT_REVERSAL.RECEIVABLE_MICROS, reversal.receivableMicros())
        .set(DEPOSIT_REVERSAL.AUDIT_ID, auditEntry)
        .execute();
  }

  static boolean isReversed(Transaction tx, TransferId transfer) {
    return tx.dsl()
        .fetchExists(TRANSFER_REVERSAL, TRANSFER_REVERSAL.TRANSFER_ID.eq(transfer.value()));
  }

  static void insert(Transaction tx, TransferId transfer, long auditEntry) {
    tx.dsl()
        .insertInto(TRANSFER_REVERSAL)
        .set(TRANSFER_REVERSAL.TRANSFER_ID, transfer.value())
        .set(TRANSFER_REVERSAL.AUDIT_ID, auditEntry)
        .execute();
  }
}
