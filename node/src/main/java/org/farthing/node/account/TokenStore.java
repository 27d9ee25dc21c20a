package org.farthing.node.account;

import static org.farthing.node.generated.Tables.API_TOKEN;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** Hashes of tokens. */
final class TokenStore {

  void insert(
      Transaction tx,
      byte[] hash,
      TokenPurpose purpose,
      @Nullable MemberId memberOrNull,
      String label,
      Instant now,
      @Nullable Instant expiresOrNull) {
    tx.dsl()
        .insertInto(API_TOKEN)
        .set(API_TOKEN.HASH, hash)
        .set(API_TOKEN.PURPOSE, purpose.code())
        .set(API_TOKEN.MEMBER, memberOrNull == null ? null : memberOrNull.value())
        .set(API_TOKEN.LABEL, label)
        .set(API_TOKEN.CREATED_AT, now)
        .set(API_TOKEN.EXPIRES_AT, expiresOrNull)
        .execute();
  }

  Optional<TokenHolder> holder(Transaction tx, byte[] hash) {
    return tx.dsl()
        .select(API_TOKEN.MEMBER)
        .from(API_TOKEN)
        .where(API_TOKEN.HASH.eq(hash), API_TOKEN.PURPOSE.eq(TokenPurpose.API.code()))
        .fetchOptional(
            row ->
                row.value1() == null
                    ? new TokenHolder.Admin()
                    : new TokenHolder.OfMember(new MemberId(row.value1())));
  }

  boolean delete(Transaction tx, byte[] hash, TokenPurpose purpose) {
    return tx.dsl()
            .deleteFrom(API_TOKEN)
            .where(API_TOKEN.HASH.eq(hash), API_TOKEN.PURPOSE.eq(purpose.code()))
            .execute()
        == 1;
  }

  void deleteOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(API_TOKEN).where(API_TOKEN.MEMBER.eq(member.value())).execute();
  }

  /** Removes a token that is still good, and returns whether there was one. */
  boolean redeem(Transaction tx, byte[] hash, TokenPurpose purpose, Instant now) {
    return tx.dsl()
            .deleteFrom(API_TOKEN)
            .where(
                API_TOKEN.HASH.eq(hash),
                API_TOKEN.PURPOSE.eq(purpose.code()),
                API_TOKEN.EXPIRES_AT.gt(now))
            .execute()
        == 1;
  }
}
