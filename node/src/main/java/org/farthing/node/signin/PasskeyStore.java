package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.PASSKEY;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** Passkeys of members. */
final class PasskeyStore {

  /** Until the end of the transaction nobody else changes which passkeys this member has. */
  void lock(Transaction tx, MemberId member) {
    tx.dsl().select(MEMBER.ID).from(MEMBER).where(MEMBER.ID.eq(member.value())).forUpdate().fetch();
  }

  /** Returns whether there was none with this id. */
  boolean insert(
      Transaction tx, MemberId member, WebAuthn.Created created, String name, Instant now) {
    return tx.dsl()
            .insertInto(PASSKEY)
            .set(PASSKEY.MEMBER_ID, member.value())
            .set(PASSKEY.CREDENTIAL_ID, created.credentialId())
            .set(PASSKEY.CREDENTIAL, created.credential())
            .set(PASSKEY.SIGN_COUNT, created.signCount())
            .set(PASSKEY.NAME, name)
            .set(PASSKEY.CREATED_AT, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** The oldest first. */
  List<Passkey> of(Transaction tx, MemberId member) {
    return select(tx, PASSKEY.MEMBER_ID.eq(member.value()))
        .orderBy(PASSKEY.ID)
        .fetch(PasskeyStore::passkey);
  }

  Optional<Passkey> find(Transaction tx, MemberId member, long id) {
    return select(tx, isOf(member, id)).fetchOptional(PasskeyStore::passkey);
  }

  Optional<MemberId> owner(Transaction tx, byte[] credentialId) {
    return tx.dsl()
        .select(PASSKEY.MEMBER_ID)
        .from(PASSKEY)
        .where(PASSKEY.CREDENTIAL_ID.eq(credentialId))
        .fetchOptional(row -> new MemberId(row.value1()));
  }

  /** As nobody else uses it until the end of the transaction. */
  Optional<Passkey> lock(Transaction tx, MemberId member, byte[] credentialId) {
    return select(
            tx, PASSKEY.MEMBER_ID.eq(member.value()).and(PASSKEY.CREDENTIAL_ID.eq(credentialId)))
        .forUpdate()
        .fetchOptional(PasskeyStore::passkey);
  }

  void use(Transaction tx, long id, long signCount, Instant now) {
    tx.dsl()
        .update(PASSKEY)
        .set(PASSKEY.SIGN_COUNT, signCount)
        .set(PASSKEY.USED_AT, now)
        .where(PASSKEY.ID.eq(id))
        .execute();
  }

  /** Returns whether the member has such a passkey. */
  boolean rename(Transaction tx, MemberId member, long id, String name) {
    return tx.dsl().update(PASSKEY).set(PASSKEY.NAME, name).where(isOf(member, id)).execute() == 1;
  }

  void delete(Transaction tx, long id) {
    tx.dsl().deleteFrom(PASSKEY).where(PASSKEY.ID.eq(id)).execute();
  }

  void deleteOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(PASSKEY).where(PASSKEY.MEMBER_ID.eq(member.value())).execute();
  }

  private static Condition isOf(MemberId member, long id) {
    return PASSKEY.ID.eq(id).and(PASSKEY.MEMBER_ID.eq(member.value()));
  }

  private static SelectConditionStep<? extends Record> select(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(
            PASSKEY.ID,
            PASSKEY.MEMBER_ID,
            PASSKEY.CREDENTIAL_ID,
            PASSKEY.CREDENTIAL,
            PASSKEY.SIGN_COUNT,
            PASSKEY.NAME,
            PASSKEY.CREATED_AT,
            PASSKEY.USED_AT)
        .from(PASSKEY)
        .where(condition);
  }

  private static Passkey passkey(Record row) {
    return new Passkey(
        row.get(PASSKEY.ID),
        new MemberId(row.get(PASSKEY.MEMBER_ID)),
        row.get(PASSKEY.CREDENTIAL_ID),
        row.get(PASSKEY.CREDENTIAL),
        row.get(PASSKEY.SIGN_COUNT),
        row.get(PASSKEY.NAME),
        row.get(PASSKEY.CREATED_AT),
        row.get(PASSKEY.USED_AT));
  }
}
