package org.farthing.node.notice;

import static org.farthing.node.generated.Tables.MAIL;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** Letters that are to be sent, and those that could not be. */
final class MailStore {

  void insert(
      Transaction tx,
      MailPurpose purpose,
      String recipient,
      @Nullable MemberId memberOrNull,
      @Nullable Long noticeOrNull,
      Instant now) {
    tx.dsl()
        .insertInto(MAIL)
        .set(MAIL.PURPOSE, purpose.id())
        .set(MAIL.RECIPIENT, recipient)
        .set(MAIL.MEMBER_ID, memberOrNull == null ? null : memberOrNull.value())
        .set(MAIL.NOTICE_ID, noticeOrNull)
        .set(MAIL.CREATED_AT, now)
        .set(MAIL.DUE_AT, now)
        .execute();
  }

  /** The next that is due, held back from others until the lease ends. */
  Optional<QueuedMail> claim(Transaction tx, Instant now, Instant lease) {
    Optional<QueuedMail> mail =
        tx.dsl()
            .select(
                MAIL.ID,
                MAIL.PURPOSE,
                MAIL.RECIPIENT,
                MAIL.MEMBER_ID,
                MAIL.NOTICE_ID,
                MAIL.ATTEMPTS)
            .from(MAIL)
            .where(MAIL.DUE_AT.le(now))
            .orderBy(MAIL.DUE_AT)
            .limit(1)
            .forUpdate()
            .skipLocked()
            .fetchOptional(
                row ->
                    new QueuedMail(
                        row.value1(),
                        MailPurpose.of(row.value2()),
                        row.value3(),
                        row.value4() == null ? null : new MemberId(row.value4()),
                        row.value5(),
                        row.value6()));
    mail.ifPresent(
        it -> tx.dsl().update(MAIL).set(MAIL.DUE_AT, lease).where(MAIL.ID.eq(it.id())).execute());
    return mail;
  }

  void delete(Transaction tx, long id) {
    tx.dsl().deleteFrom(MAIL).where(MAIL.ID.eq(id)).execute();
  }

  void failed(Transaction tx, long id, int attempts, String error, @Nullable Instant nextOrNull) {
    tx.dsl()
        .update(MAIL)
        .set(MAIL.ATTEMPTS, attempts)
        .set(MAIL.ERROR, error)
        .set(MAIL.DUE_AT, nextOrNull)
        .where(MAIL.ID.eq(id))
        .execute();
  }

  int countWaiting(Transaction tx, MailPurpose purpose) {
    return tx.dsl().fetchCount(MAIL, MAIL.DUE_AT.isNotNull(), MAIL.PURPOSE.eq(purpose.id()));
  }

  boolean isWaiting(Transaction tx, MailPurpose purpose, String recipient) {
    return tx.dsl()
        .fetchExists(
            MAIL,
            MAIL.DUE_AT.isNotNull(),
            MAIL.PURPOSE.eq(purpose.id()),
            MAIL.RECIPIENT.eq(recipient));
  }

  void deleteOlderThan(Transaction tx, Instant instant, int most) {
    tx.dsl().deleteFrom(MAIL).where(MAIL.CREATED_AT.lt(instant)).limit(most).execute();
  }

  void deleteOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(MAIL).where(MAIL.MEMBER_ID.eq(member.value())).execute();
  }
}
