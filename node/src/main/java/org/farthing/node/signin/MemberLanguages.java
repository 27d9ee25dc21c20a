package org.farthing.node.signin;

import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Languages;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/**
 * Which language each member speaks: what they chose last while they were signed in; until then,
 * what the browser preferred in which they signed in first. Thread-safe.
 */
final class MemberLanguages {

  private final Database database;
  private final LanguageStore store = new LanguageStore();

  MemberLanguages(Database database) {
    this.database = database;
  }

  Locale of(Transaction tx, MemberId member) {
    return store.find(tx, member).orElse(Languages.ALL.getFirst());
  }

  void choose(MemberId member, Locale language) {
    database.execute(tx -> store.save(tx, member, language));
  }

  /**
   * A member signs in with a browser that speaks a language; it becomes theirs if they have none.
   *
   * @return theirs, if it was chosen before
   */
  Optional<Locale> meet(MemberId member, Locale spoken) {
    return database.write(
        tx -> {
          Optional<Locale> chosen = store.find(tx, member);
          if (chosen.isEmpty()) {
            store.save(tx, member, spoken);
          }
          return chosen;
        });
  }

  void erase(Transaction tx, MemberId member) {
    store.delete(tx, member);
  }
}
