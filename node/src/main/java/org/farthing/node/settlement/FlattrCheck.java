package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.farthing.node.settlement.FlattrAuditStore.Log;
import org.farthing.node.settlement.PairMonthStore.Stored;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.PairMonth;

/**
 * A month's flattrs, given and received (rules 2 to 5 and 8), and the logs of receipts: dense, no
 * place twice, and as long as is kept.
 */
final class FlattrCheck {

  private static final String GIVEN = "flattr_differs";
  private static final String RECEIVED = "received_flattr_differs";
  private static final String LOG = "receipt_log_differs";

  private final Predicate<YearMonth> giveToGet;

  FlattrCheck(Predicate<YearMonth> giveToGet) {
    this.giveToGet = giveToGet;
  }

  void check(CheckedMonth month) {
    checkGiven(month);
    FlattrAuditStore.malformedReceived(month.tx(), month.period())
        .forEach(uri -> month.report(RECEIVED, "received_flattr " + uri, "its state cannot be"));
    if (giveToGet.test(month.period())) {
      FlattrAuditStore.countedWithoutGiving(month.tx(), month.period())
          .forEach(
              creator ->
                  month.report(
                      "counted_without_giving",
                      "creator " + creator,
                      "flattrs of %s count, and nothing is reserved".formatted(month.period())));
    }
    List<Log> logs = FlattrAuditStore.logs(month.tx(), month.period());
    checkLogs(month, logs);
    checkStated(month, logs);
  }

  private static void checkGiven(CheckedMonth month) {
    FlattrAuditStore.standingTwice(month.tx(), month.period())
        .forEach(
            each ->
                month.report(
                    GIVEN,
                    "flattr %s of %s".formatted(month.period(), each),
                    "more than one stands"));
    FlattrAuditStore.withoutReservation(month.tx(), month.period())
        .forEach(id -> month.report(GIVEN, "flattr " + id, "its donor has nothing reserved"));
    FlattrAuditStore.toOneself(month.tx(), month.period())
        .forEach(id -> month.report(GIVEN, "flattr " + id, "its donor is its creator"));
    FlattrAuditStore.malformed(month.tx(), month.period())
        .forEach(id -> month.report(GIVEN, "flattr " + id, "its state cannot be"));
    FlattrAuditStore.receiptedTwice(month.tx(), month.period())
        .forEach(
            peer ->
                month.report(
                    GIVEN,
                    "flattr %s to peer %d".formatted(month.period(), peer),
                    "two have one sequence"));
  }

  private static void checkLogs(CheckedMonth month, List<Log> logs) {
    Map<Integer, Long> kept =
        new HashMap<>(FlattrAuditStore.lastPlaces(month.tx(), month.period()));
    for (Log log : logs) {
      String where = where(month, log.peer());
      Long last = kept.remove(log.peer());
      month.expect(LOG, where, "last_sequence, by the highest", log.last(), last);
      month.expect(LOG, where, "last_sequence, by the places taken", log.taken(), last);
      month.expect(LOG, where, "different places", log.withPlace(), log.distinct());
    }
    kept.forEach(
        (peer, last) ->
            month.expect(LOG, where(month, peer), "last_sequence without flattrs", 0L, last));
  }

  /**
   * Both sides have agreed that exactly what is receipted is stated; unless lines were disputed too
   * late, and the debtor's word stood.
   */
  private static void checkStated(CheckedMonth month, List<Log> logs) {
    Map<Integer, Long> counted = new HashMap<>();
    logs.forEach(log -> counted.put(log.peer(), log.counted()));
    for (Stored stored : PairMonthStore.stored(month.tx(), month.period())) {
      PairMonth pair = stored.monthOrNull();
      if (pair == null || pair.theirs() != PairMonth.Theirs.AGREED) {
        continue;
      }
      Statement statement = pair.theirStatement().orElseThrow();
      if (!StatementStore.isDisputed(month.tx(), statement)) {
        month.expect(
            RECEIVED,
            "received_flattr %s of peer %d".formatted(month.period(), stored.peer()),
            "counted, by their agreed statement",
            statement.count() - TakenCorrectionStore.count(month.tx(), statement),
            counted.getOrDefault(stored.peer(), 0L));
      }
    }
  }

  private static String where(CheckedMonth month, int peer) {
    return "receipt_log %s of peer %d".formatted(month.period(), peer);
  }
}
