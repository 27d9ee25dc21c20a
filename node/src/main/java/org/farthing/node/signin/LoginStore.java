package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.MEMBER_LOGIN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** Passwords and e-mail addresses of members who are here. */
final class LoginStore {

  Optional<Login> find(Transaction tx, MemberId member) {
    return tx.dsl()
        .select(MEMBER_LOGIN.EMAIL, MEMBER_LOGIN.PASSWORD)
        .from(MEMBER_LOGIN)
        .where(MEMBER_LOGIN.MEMBER_ID.eq(member.value()))
        .fetchOptional(row -> new Login(member, row.value1(), row.value2()));
  }

  /** Two at most: more than one is as good as none. */
  List<Login> withEmail(Transaction tx, String email) {
    return tx.dsl()
        .select(MEMBER_LOGIN.MEMBER_ID, MEMBER_LOGIN.EMAIL, MEMBER_LOGIN.PASSWORD)
        .from(MEMBER_LOGIN)
        .join(MEMBER)
        .on(MEMBER.ID.eq(MEMBER_LOGIN.MEMBER_ID))
        .where(MEMBER_LOGIN.EMAIL.eq(email), MEMBER.LEFT_AT.isNull())
        .limit(2)
        .fetch(row -> new Login(new MemberId(row.value1()), row.value2(), row.value3()));
  }

  void save(
      Transaction tx, MemberId member, @Nullable String emailOrNull, String password, Instant now) {
    tx.dsl()
        .insertInto(MEMBER_LOGIN)
        .set(MEMBER_LOGIN.MEMBER_ID, member.value())
        .set(MEMBER_LOGIN.EMAIL, emailOrNull)
        .set(MEMBER_LOGIN.PASSWORD, password)
        .set(MEMBER_LOGIN.CHANGED_AT, now)
        .onDuplicateKeyUpdate()
        .set(MEMBER_LOGIN.EMAIL, emailOrNull)
        .set(MEMBER_LOGIN.PASSWORD, password)
        .set(MEMBER_LOGIN.CHANGED_AT, now)
        .execute();
  }

  void delete(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(MEMBER_LOGIN).where(MEMBER_LOGIN.MEMBER_ID.eq(member.value())).execute();
  }
}
