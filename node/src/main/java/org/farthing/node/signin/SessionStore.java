package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.MEMBER_SESSION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** Sessions of members who are here. */
final class SessionStore {

  void insert(Transaction tx, byte[] hash, MemberId member, String client, Instant now) {
    tx.dsl()
        .insertInto(MEMBER_SESSION)
        .set(MEMBER_SESSION.HASH, hash)
        .set(MEMBER_SESSION.MEMBER_ID, member.value())
        .set(MEMBER_SESSION.CLIENT, client)
        .set(MEMBER_SESSION.CREATED_AT, now)
        .set(MEMBER_SESSION.USED_AT, now)
        .execute();
  }

  Optional<Session> find(Transaction tx, byte[] hash) {
    return select(tx).and(MEMBER_SESSION.HASH.eq(hash)).fetchOptional(SessionStore::session);
  }

  /** The last used first. */
  List<Session> of(Transaction tx, MemberId member) {
    return select(tx)
        .and(MEMBER_SESSION.MEMBER_ID.eq(member.value()))
        .orderBy(MEMBER_SESSION.USED_AT.desc(), MEMBER_SESSION.ID.desc())
        .fetch(SessionStore::session);
  }

  void use(Transaction tx, long id, Instant now) {
    tx.dsl()
        .update(MEMBER_SESSION)
        .set(MEMBER_SESSION.USED_AT, now)
        .where(MEMBER_SESSION.ID.eq(id))
        .execute();
  }

  void delete(Transaction tx, byte[] hash) {
    tx.dsl().deleteFrom(MEMBER_SESSION).where(MEMBER_SESSION.HASH.eq(hash)).execute();
  }

  /** Returns whether the member had such a session. */
  boolean delete(Transaction tx, MemberId member, long id) {
    return tx.dsl()
            .deleteFrom(MEMBER_SESSION)
            .where(MEMBER_SESSION.ID.eq(id), MEMBER_SESSION.MEMBER_ID.eq(member.value()))
            .execute()
        == 1;
  }

  void deleteOf(Transaction tx, MemberId member) {
    tx.dsl()
        .deleteFrom(MEMBER_SESSION)
        .where(MEMBER_SESSION.MEMBER_ID.eq(member.value()))
        .execute();
  }

  void deleteUnusedSince(Transaction tx, Instant instant, int most) {
    tx.dsl()
        .deleteFrom(MEMBER_SESSION)
        .where(MEMBER_SESSION.USED_AT.le(instant))
        .limit(most)
        .execute();
  }

  private static SelectConditionStep<? extends Record> select(Transaction tx) {
    return tx.dsl()
        .select(
            MEMBER_SESSION.ID,
            MEMBER_SESSION.CLIENT,
            MEMBER_SESSION.CREATED_AT,
            MEMBER_SESSION.USED_AT,
            MEMBER.ID,
            MEMBER.NAME,
            MEMBER.DISPLAY_NAME,
            MEMBER.CREATED_AT,
            MEMBER.IS_ADMIN)
        .from(MEMBER_SESSION)
        .join(MEMBER)
        .on(MEMBER.ID.eq(MEMBER_SESSION.MEMBER_ID))
        .where(MEMBER.LEFT_AT.isNull());
  }

  private static Session session(Record row) {
    return new Session(
        row.get(MEMBER_SESSION.ID),
        new Member(
            new MemberId(row.get(MEMBER.ID)),
            row.get(MEMBER.NAME),
            row.get(MEMBER.DISPLAY_NAME),
            row.get(MEMBER.CREATED_AT)),
        row.get(MEMBER.IS_ADMIN),
        row.get(MEMBER_SESSION.CLIENT),
        row.get(MEMBER_SESSION.CREATED_AT),
        row.get(MEMBER_SESSION.USED_AT));
  }
}
