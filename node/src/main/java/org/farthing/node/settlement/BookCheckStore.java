package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.BOOKS_CHECK;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.farthing.node.ledger.Breach;
import org.farthing.node.platform.database.Transaction;

/** The rows of what checks of the books have found. */
final class BookCheckStore {

  private static final int MOST_SHOWN = 20;
  private static final int LONGEST_LINE = 380;

  private BookCheckStore() {}

  static void insert(Transaction tx, Instant at, List<Breach> breaches) {
    String first =
        breaches.stream()
            .limit(MOST_SHOWN)
            .map(BookCheckStore::line)
            .collect(Collectors.joining("\n"));
    tx.dsl()
        .insertInto(BOOKS_CHECK)
        .set(BOOKS_CHECK.CHECKED_AT, at)
        .set(BOOKS_CHECK.BREACHES, breaches.size())
        .set(BOOKS_CHECK.FIRST_ONES, first)
        .execute();
  }

  private static String line(Breach breach) {
    String line =
        (breach.code() + " " + breach.where() + ": " + breach.detail())
            .replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  static Optional<BookChecks.Result> last(Transaction tx) {
    return tx.dsl()
        .selectFrom(BOOKS_CHECK)
        .orderBy(BOOKS_CHECK.ID.desc())
        .limit(1)
        .fetchOptional(
            row ->
                new BookChecks.Result(
                    row.getCheckedAt(), row.getBreaches(), row.getFirstOnes().lines().toList()));
  }
}
