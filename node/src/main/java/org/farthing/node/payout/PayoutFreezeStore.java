package org.farthing.node.payout;

import static org.farthing.node.generated.Tables.PAYOUT_FREEZE;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.platform.database.Transaction;

/** The rows of members whose payouts are held. */
final class PayoutFreezeStore {

  private PayoutFreezeStore() {}

  static Optional<PayoutFreeze> find(Transaction tx, UUID member) {
    return tx.dsl()
        .selectFrom(PAYOUT_FREEZE)
        .where(PAYOUT_FREEZE.MEMBER_ID.eq(member))
        .fetchOptional(row -> new PayoutFreeze(row.getReason(), row.getFrozenAt()));
  }

  static Set<UUID> all(Transaction tx) {
    return tx.dsl()
        .select(PAYOUT_FREEZE.MEMBER_ID)
        .from(PAYOUT_FREEZE)
        .fetchSet(PAYOUT_FREEZE.MEMBER_ID);
  }

  /** Returns whether it is new. */
  static boolean insert(Transaction tx, UUID member, PayoutFreeze freeze) {
    return tx.dsl()
            .insertInto(PAYOUT_FREEZE)
            .set(PAYOUT_FREEZE.MEMBER_ID, member)
            .set(PAYOUT_FREEZE.REASON, freeze.reason())
            .set(PAYOUT_FREEZE.FROZEN_AT, freeze.since())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  static boolean delete(Transaction tx, UUID member) {
    return tx.dsl().deleteFrom(PAYOUT_FREEZE).where(PAYOUT_FREEZE.MEMBER_ID.eq(member)).execute()
        == 1;
  }
}
