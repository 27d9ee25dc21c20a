package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.SIGN_IN_LINK;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** Links that work once. */
final class LinkStore {

  void insert(
      Transaction tx, byte[] hash, @Nullable MemberId memberOrNull, Instant now, Instant expires) {
    tx.dsl().deleteFrom(SIGN_IN_LINK).where(SIGN_IN_LINK.EXPIRES_AT.le(now)).execute();
    tx.dsl()
        .insertInto(SIGN_IN_LINK)
        .set(SIGN_IN_LINK.HASH, hash)
        .set(SIGN_IN_LINK.MEMBER_ID, memberOrNull == null ? null : memberOrNull.value())
        .set(SIGN_IN_LINK.CREATED_AT, now)
        .set(SIGN_IN_LINK.EXPIRES_AT, expires)
        .execute();
  }

  /** Whom a link lets choose a password. */
  Optional<MemberId> member(Transaction tx, byte[] hash, Instant now) {
    return tx.dsl()
        .select(SIGN_IN_LINK.MEMBER_ID)
        .from(SIGN_IN_LINK)
        .where(
            SIGN_IN_LINK.HASH.eq(hash),
            SIGN_IN_LINK.MEMBER_ID.isNotNull(),
            SIGN_IN_LINK.EXPIRES_AT.gt(now))
        .fetchOptional(row -> new MemberId(row.value1()));
  }

  boolean isInvitation(Transaction tx, byte[] hash, Instant now) {
    return tx.dsl()
        .fetchExists(
            SIGN_IN_LINK,
            SIGN_IN_LINK.HASH.eq(hash),
            SIGN_IN_LINK.MEMBER_ID.isNull(),
            SIGN_IN_LINK.EXPIRES_AT.gt(now));
  }

  /** Returns whether the link was good until now. */
  boolean redeem(Transaction tx, byte[] hash, Instant now) {
    return tx.dsl()
            .deleteFrom(SIGN_IN_LINK)
            .where(SIGN_IN_LINK.HASH.eq(hash), SIGN_IN_LINK.EXPIRES_AT.gt(now))
            .execute()
        == 1;
  }

  void deleteOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(SIGN_IN_LINK).where(SIGN_IN_LINK.MEMBER_ID.eq(member.value())).execute();
  }
}
