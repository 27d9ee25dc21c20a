package org.farthing.node.realmoney;

import static java.util.stream.Collectors.joining;
import static org.farthing.node.generated.Tables.PLAY_ROW;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Record;

/**
 * The rows of the books in play money, whatever columns their tables have. {@link #BOOKS} says what
 * belongs to the money; a test holds that every table is either among them or meant to stay.
 */
final class PlayArchiveStore {

  private static final Set<String> OF_BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

  /** Notices that name amounts, which would read as real ones, or months. */
  private static final String OF_MONEY =
      "event in ('funds_low', 'month_closed', 'revenue_arrived', 'revenue_late', 'payout_sent',"
          + " 'payout_refused', 'payout_returned', 'funds_back_sent', 'funds_back_refused',"
          + " 'funds_back_returned', 'giving_awaited', 'subscription_waits')";

  /**
   * A table whose rows belong to the money, or some of them.
   *
   * @param which a condition; {@code true} for all
   * @param order of the rows in the archive; they leave in the reverse order
   */
  record Books(String table, String which, String order) {

    static Books all(String table) {
      return new Books(table, "true", "");
    }
  }

  /** What leaves, each table before those that it refers to. */
  static final List<Books> BOOKS =
      List.of(
          Books.all("audit_transfer"),
          Books.all("deposit_reversal"),
          Books.all("transfer_reversal"),
          Books.all("taken_correction"),
          Books.all("correction"),
          Books.all("dispute"),
          Books.all("line_hold"),
          Books.all("statement_agreement"),
          Books.all("statement"),
          Books.all("statement_block"),
          Books.all("thing_revenue"),
          Books.all("month_message"),
          Books.all("pair_month"),
          Books.all("revenue"),
          Books.all("month_sum"),
          Books.all("month_close"),
          Books.all("payment_use"),
          Books.all("payment_order"),
          Books.all("incoming_payment"),
          Books.all("overpayment"),
          Books.all("payout"),
          Books.all("gift"),
          Books.all("lapsed_flattr"),
          Books.all("flattr"),
          Books.all("received_flattr"),
          Books.all("reservation"),
          Books.all("log_entry"),
          Books.all("log_tree"),
          Books.all("log_fork"),
          Books.all("receipt_log"),
          new Books("linked_like", "state = 'flattr'", "sequence"),
          // What waits, too: it was said while it gave play money.
          Books.all("bot_call"),
          new Books("mail", "notice_id in (select id from notice where " + OF_MONEY + ")", "id"),
          new Books("notice", OF_MONEY, "id"),
          // A row that resolves another comes after it.
          new Books("ledger_transfer", "true", "sequence"),
          new Books("ledger_account", "true", "id"));

  /** What stays, and is copied as it was before it changes. */
  static final List<Books> COPIED = List.of(Books.all("giving"), Books.all("subscription"));

  private PlayArchiveStore() {}

  /** Copies all of it, and takes what leaves out of its tables. */
  static void fill(Transaction tx) {
    COPIED.forEach(each -> copy(tx, each));
    for (Books each : BOOKS) {
      int copied = copy(tx, each);
      int left = tx.dsl().execute("delete from " + each.table() + rows(each, "desc"));
      if (copied != left) {
        throw new IllegalStateException(
            "%d rows of %s are copied, %d left.".formatted(copied, each.table(), left));
      }
    }
  }

  private static int copy(Transaction tx, Books books) {
    String row = columns(tx, books.table()).collect(joining(", ", "json_object(", ")"));
    return tx.dsl()
        .execute(
            "insert into play_row (table_name, content) select '%s', %s from %s%s"
                .formatted(books.table(), row, books.table(), rows(books, "asc")));
  }

  private static String rows(Books books, String direction) {
    String order = books.order().isEmpty() ? "" : " order by " + books.order() + " " + direction;
    return " where " + books.which() + order;
  }

  private static Stream<String> columns(Transaction tx, String of) {
    return tx
        .dsl()
        .fetch(
            "select column_name, data_type from information_schema.columns"
                + " where table_schema = database() and table_name = ? order by ordinal_position",
            of)
        .map(row -> column(row.get(0, String.class), row.get(1, String.class)))
        .stream();
  }

  private static String column(String column, String type) {
    String value = "`" + column + "`";
    return "'" + column + "', " + (OF_BYTES.contains(type) ? "hex(" + value + ")" : value);
  }

  /** Hands over every row as a JSON object that names its table. */
  static void read(Transaction tx, Consumer<String> reader) {
    tx.stream(
        tx.dsl().select(PLAY_ROW.TABLE_NAME, PLAY_ROW.CONTENT).from(PLAY_ROW).orderBy(PLAY_ROW.ID),
        (Record row) ->
            reader.accept(
                "{\"table\":\"%s\",\"row\":%s}"
                    .formatted(row.get(PLAY_ROW.TABLE_NAME), row.get(PLAY_ROW.CONTENT))));
  }
}
