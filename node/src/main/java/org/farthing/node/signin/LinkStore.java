package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.SIGN_IN_LINK;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;

/** Links that work once. */
final class LinkStore {

  void insert(
      Transaction tx, byte[] hash, LinkPurpose purpose, Link link, Instant now, Instant expires) {
    tx.dsl().deleteFrom(SIGN_IN_LINK).where(SIGN_IN_LINK.EXPIRES_AT.le(now)).execute();
    MemberId member = link.memberOrNull();
    tx.dsl()
        .insertInto(SIGN_IN_LINK)
        .set(SIGN_IN_LINK.HASH, hash)
        .set(SIGN_IN_LINK.PURPOSE, purpose.id())
        .set(SIGN_IN_LINK.MEMBER_ID, member == null ? null : member.value())
        .set(SIGN_IN_LINK.SUBJECT, link.subjectOrNull())
        .set(SIGN_IN_LINK.CREATED_AT, now)
        .set(SIGN_IN_LINK.EXPIRES_AT, expires)
        .execute();
  }

  Optional<Link> find(Transaction tx, byte[] hash, LinkPurpose purpose, Instant now) {
    return tx.dsl()
        .select(SIGN_IN_LINK.MEMBER_ID, SIGN_IN_LINK.SUBJECT)
        .from(SIGN_IN_LINK)
        .where(isGood(hash, purpose, now))
        .fetchOptional(
            row ->
                new Link(row.value1() == null ? null : new MemberId(row.value1()), row.value2()));
  }

  /** Returns whether the link was good until now. */
  boolean redeem(Transaction tx, byte[] hash, LinkPurpose purpose, Instant now) {
    return tx.dsl().deleteFrom(SIGN_IN_LINK).where(isGood(hash, purpose, now)).execute() == 1;
  }

  private static Condition isGood(byte[] hash, LinkPurpose purpose, Instant now) {
    return SIGN_IN_LINK
        .HASH
        .eq(hash)
        .and(SIGN_IN_LINK.PURPOSE.eq(purpose.id()))
        .and(SIGN_IN_LINK.EXPIRES_AT.gt(now));
  }

  /** How many good ones a member has. */
  int count(Transaction tx, MemberId member, LinkPurpose purpose, Instant now) {
    return tx.dsl()
        .fetchCount(
            SIGN_IN_LINK,
            SIGN_IN_LINK.MEMBER_ID.eq(member.value()),
            SIGN_IN_LINK.PURPOSE.eq(purpose.id()),
            SIGN_IN_LINK.EXPIRES_AT.gt(now));
  }

  void deleteOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(SIGN_IN_LINK).where(SIGN_IN_LINK.MEMBER_ID.eq(member.value())).execute();
  }
}
