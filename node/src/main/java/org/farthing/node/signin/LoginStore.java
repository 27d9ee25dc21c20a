package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.MEMBER_LOGIN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Record;

/** Passwords and e-mail addresses of members who are here. */
final class LoginStore {

  Optional<Login> find(Transaction tx, MemberId member) {
    return tx.dsl()
        .select(
            MEMBER_LOGIN.MEMBER_ID,
            MEMBER_LOGIN.EMAIL,
            MEMBER_LOGIN.EMAIL_CONFIRMED_AT,
            MEMBER_LOGIN.PASSWORD)
        .from(MEMBER_LOGIN)
        .where(MEMBER_LOGIN.MEMBER_ID.eq(member.value()))
        .fetchOptional(LoginStore::login);
  }

  /** Those who have confirmed the address come first. */
  List<Login> withEmail(Transaction tx, String email, int most) {
    return tx.dsl()
        .select(
            MEMBER_LOGIN.MEMBER_ID,
            MEMBER_LOGIN.EMAIL,
            MEMBER_LOGIN.EMAIL_CONFIRMED_AT,
            MEMBER_LOGIN.PASSWORD)
        .from(MEMBER_LOGIN)
        .join(MEMBER)
        .on(MEMBER.ID.eq(MEMBER_LOGIN.MEMBER_ID))
        .where(MEMBER_LOGIN.EMAIL.eq(email), MEMBER.LEFT_AT.isNull())
        .orderBy(MEMBER_LOGIN.EMAIL_CONFIRMED_AT.isNull(), MEMBER_LOGIN.MEMBER_ID)
        .limit(most)
        .fetch(LoginStore::login);
  }

  private static Login login(Record row) {
    return new Login(
        new MemberId(row.get(MEMBER_LOGIN.MEMBER_ID)),
        row.get(MEMBER_LOGIN.EMAIL),
        row.get(MEMBER_LOGIN.EMAIL_CONFIRMED_AT),
        row.get(MEMBER_LOGIN.PASSWORD));
  }

  void save(Transaction tx, Login login, Instant now) {
    tx.dsl()
        .insertInto(MEMBER_LOGIN)
        .set(MEMBER_LOGIN.MEMBER_ID, login.member().value())
        .set(MEMBER_LOGIN.EMAIL, login.emailOrNull())
        .set(MEMBER_LOGIN.EMAIL_CONFIRMED_AT, login.confirmedOrNull())
        .set(MEMBER_LOGIN.PASSWORD, login.password())
        .set(MEMBER_LOGIN.CHANGED_AT, now)
        .onDuplicateKeyUpdate()
        .set(MEMBER_LOGIN.EMAIL, login.emailOrNull())
        .set(MEMBER_LOGIN.EMAIL_CONFIRMED_AT, login.confirmedOrNull())
        .set(MEMBER_LOGIN.PASSWORD, login.password())
        .set(MEMBER_LOGIN.CHANGED_AT, now)
        .execute();
  }

  /** Returns whether the member still names this address. */
  boolean confirm(Transaction tx, MemberId member, String email, Instant now) {
    return tx.dsl()
            .update(MEMBER_LOGIN)
            .set(MEMBER_LOGIN.EMAIL_CONFIRMED_AT, now)
            .where(MEMBER_LOGIN.MEMBER_ID.eq(member.value()), MEMBER_LOGIN.EMAIL.eq(email))
            .execute()
        == 1;
  }

  void delete(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(MEMBER_LOGIN).where(MEMBER_LOGIN.MEMBER_ID.eq(member.value())).execute();
  }
}
