package org.farthing.node.signin;

import static org.farthing.node.generated.Tables.MEMBER_LANGUAGE;

import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Languages;
import org.farthing.node.platform.database.Transaction;

/** The languages that members have chosen. */
final class LanguageStore {

  /** Nothing, too, for one that there are no texts in any more. */
  Optional<Locale> find(Transaction tx, MemberId member) {
    return tx.dsl()
        .select(MEMBER_LANGUAGE.LANGUAGE)
        .from(MEMBER_LANGUAGE)
        .where(MEMBER_LANGUAGE.MEMBER_ID.eq(member.value()))
        .fetchOptional(MEMBER_LANGUAGE.LANGUAGE)
        .flatMap(Languages::named);
  }

  void save(Transaction tx, MemberId member, Locale language) {
    tx.dsl()
        .insertInto(MEMBER_LANGUAGE)
        .set(MEMBER_LANGUAGE.MEMBER_ID, member.value())
        .set(MEMBER_LANGUAGE.LANGUAGE, language.toLanguageTag())
        .onDuplicateKeyUpdate()
        .set(MEMBER_LANGUAGE.LANGUAGE, language.toLanguageTag())
        .execute();
  }

  void delete(Transaction tx, MemberId member) {
    tx.dsl()
        .deleteFrom(MEMBER_LANGUAGE)
        .where(MEMBER_LANGUAGE.MEMBER_ID.eq(member.value()))
        .execute();
  }
}
