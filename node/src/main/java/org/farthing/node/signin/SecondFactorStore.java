package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.PASSKEY_DEMAND;
import static org.farthing.node.generated.Tables.RECOVERY_CODE;
import static org.farthing.node.generated.Tables.SECOND_FACTOR;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** Second factors and recovery codes. */
final class SecondFactorStore {

  Optional<SecondFactor> find(Transaction tx, MemberId member) {
    return tx.dsl()
        .select(
            SECOND_FACTOR.SECRET,
            SECOND_FACTOR.CREATED_AT,
            SECOND_FACTOR.CONFIRMED_AT,
            SECOND_FACTOR.LAST_STEP)
        .from(SECOND_FACTOR)
        .where(SECOND_FACTOR.MEMBER_ID.eq(member.value()))
        .fetchOptional(
            row ->
                new SecondFactor(row.value1(), row.value2(), row.value3() != null, row.value4()));
  }

  /** Puts one that is not confirmed in the place of another such, and of nothing else. */
  void begin(Transaction tx, MemberId member, byte[] sealed, Instant now) {
    tx.dsl()
        .deleteFrom(SECOND_FACTOR)
        .where(SECOND_FACTOR.MEMBER_ID.eq(member.value()), SECOND_FACTOR.CONFIRMED_AT.isNull())
        .execute();
    tx.dsl()
        .insertInto(SECOND_FACTOR)
        .set(SECOND_FACTOR.MEMBER_ID, member.value())
        .set(SECOND_FACTOR.SECRET, sealed)
        .set(SECOND_FACTOR.CREATED_AT, now)
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Returns whether it was not confirmed before. */
  boolean confirm(Transaction tx, MemberId member, Instant now) {
    return tx.dsl()
            .update(SECOND_FACTOR)
            .set(SECOND_FACTOR.CONFIRMED_AT, now)
            .where(SECOND_FACTOR.MEMBER_ID.eq(member.value()), SECOND_FACTOR.CONFIRMED_AT.isNull())
            .execute()
        == 1;
  }

  /** Returns whether no code of this step or a later one was taken before. */
  boolean take(Transaction tx, MemberId member, long step) {
    return tx.dsl()
            .update(SECOND_FACTOR)
            .set(SECOND_FACTOR.LAST_STEP, step)
            .where(SECOND_FACTOR.MEMBER_ID.eq(member.value()), SECOND_FACTOR.LAST_STEP.lt(step))
            .execute()
        == 1;
  }

  void replaceCodes(Transaction tx, MemberId member, List<byte[]> hashes) {
    tx.dsl().deleteFrom(RECOVERY_CODE).where(RECOVERY_CODE.MEMBER_ID.eq(member.value())).execute();
    for (byte[] hash : hashes) {
      tx.dsl()
          .insertInto(RECOVERY_CODE)
          .set(RECOVERY_CODE.MEMBER_ID, member.value())
          .set(RECOVERY_CODE.HASH, hash)
          .execute();
    }
  }

  /** Returns whether there was such a code; there is no more. */
  boolean redeem(Transaction tx, MemberId member, byte[] hash) {
    return tx.dsl()
            .deleteFrom(RECOVERY_CODE)
            .where(RECOVERY_CODE.MEMBER_ID.eq(member.value()), RECOVERY_CODE.HASH.eq(hash))
            .execute()
        == 1;
  }

  int countCodes(Transaction tx, MemberId member) {
    return tx.dsl().fetchCount(RECOVERY_CODE, RECOVERY_CODE.MEMBER_ID.eq(member.value()));
  }

  boolean demandsPasskey(Transaction tx, MemberId member) {
    return tx.dsl().fetchExists(PASSKEY_DEMAND, PASSKEY_DEMAND.MEMBER_ID.eq(member.value()));
  }

  /** Returns whether none was demanded before. */
  boolean demandPasskey(Transaction tx, MemberId member, Instant now) {
    return tx.dsl()
            .insertInto(PASSKEY_DEMAND)
            .set(PASSKEY_DEMAND.MEMBER_ID, member.value())
            .set(PASSKEY_DEMAND.CREATED_AT, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** Returns whether one was demanded. */
  boolean demandNoPasskey(Transaction tx, MemberId member) {
    return tx.dsl()
            .deleteFrom(PASSKEY_DEMAND)
            .where(PASSKEY_DEMAND.MEMBER_ID.eq(member.value()))
            .execute()
        == 1;
  }

  /** Returns whether the password alone did not sign the member in. */
  boolean delete(Transaction tx, MemberId member) {
    replaceCodes(tx, member, List.of());
    boolean demanded = demandNoPasskey(tx, member);
    boolean had = demanded || find(tx, member).filter(SecondFactor::confirmed).isPresent();
    tx.dsl().deleteFrom(SECOND_FACTOR).where(SECOND_FACTOR.MEMBER_ID.eq(member.value())).execute();
    return had;
  }
}
