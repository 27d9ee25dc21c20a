package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.settlement.LedgerCommand;

/** What the engine has a node book: the node's {@code PairMonths.book} in small. */
final class Bookings {

  private final Tables tables;
  private final Books books;
  private final DonorDesk flattrs;

  Bookings(Tables tables, Books books, DonorDesk flattrs) {
    this.tables = tables;
    this.books = books;
    this.flattrs = flattrs;
  }

  void book(LedgerCommand command, YearMonth period, int peer, Map<String, Long> grossOf) {
    String key = Tables.key(period, peer);
    String stated = "stated/" + peer;
    String owed = "owed/" + peer;
    String claim = "claim/" + peer;
    switch (command) {
      case LedgerCommand.Owe it -> books.move("owe " + key, stated, owed, it.grossMicros());
      case LedgerCommand.Admit it ->
          books.move("admit " + key + "/" + it.version(), stated, owed, it.grossMicros());
      case LedgerCommand.Retract it ->
          books.move("retract " + key + "/" + it.version(), owed, stated, it.micros());
      case LedgerCommand.Earn it -> {
        // Where nothing of it was agreed to at first, and all is then, that comes a second time.
        if (!tables.earned.under(period.toString()).containsValue(peer)) {
          tables.earned.put("%s/%03d".formatted(period, tables.earned.all().size()), peer);
        }
        earn(period, peer, grossOf, it.grossMicros());
      }
      case LedgerCommand.EarnRest it -> earn(period, peer, grossOf, it.micros());
      case LedgerCommand.SetOff it -> books.move("set off " + key, owed, claim, it.micros());
      case LedgerCommand.Mature it -> {
        String covered = it.cover() instanceof Cover.UpTo ? "covered" : "all";
        books.mature(period, it.upTo(), peer, it.cover(), covered + it.receivedMicros());
      }
      case LedgerCommand.Pay it ->
          books.move("pay " + key + "/" + it.attempt(), owed, "bank/", it.micros());
      case LedgerCommand.TakeBack it ->
          books.move("take back " + key + "/" + it.attempt(), "bank/", owed, it.micros());
      case LedgerCommand.Receive it ->
          books.move("receive " + key + "/" + it.beforeMicros(), "bank/", claim, it.micros());
      case LedgerCommand.WriteOff it -> books.writeOff(period, peer, it.micros());
      case LedgerCommand.Return it -> giveBack(peer, it.micros(), lines(period, peer));
      case LedgerCommand.ReturnDisputed it -> giveBack(peer, it.micros(), disputed(period, peer));
    }
  }

  private void earn(YearMonth period, int peer, Map<String, Long> grossOf, long expected) {
    grossOf.forEach((creator, micros) -> books.earn(period, peer, creator, micros));
    long total = grossOf.values().stream().mapToLong(Long::longValue).sum();
    books.require(total == expected, "earns " + expected + " and credits " + total);
  }

  List<StatementLine> lines(YearMonth period, int peer) {
    return tables.lines.find(Tables.key(period, peer)).orElse(List.of());
  }

  /** Our lines that the peer's agreement leaves out. */
  private List<StatementLine> disputed(YearMonth period, int peer) {
    List<ActivityId> disputed = tables.disputed.find(Tables.key(period, peer)).orElse(List.of());
    return lines(period, peer).stream().filter(line -> disputed.contains(line.flattr())).toList();
  }

  /** What was stated and never agreed to goes back to those who gave it. */
  private void giveBack(int peer, long micros, List<StatementLine> lines) {
    long left = micros;
    for (StatementLine line : lines) {
      left -= line.amountMicros();
      books.move(
          "return " + line.flattr(),
          "stated/" + peer,
          "funds/" + flattrs.donorOf(line.flattr()),
          line.amountMicros());
    }
    books.require(left == 0, "returned otherwise than stated: " + left);
  }
}
