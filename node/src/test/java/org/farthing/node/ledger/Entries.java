package org.farthing.node.ledger;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.platform.database.Database;

/** Entries and accounts for tests, named by short words, and the check that ends most of them. */
final class Entries {
  static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  static final Instant NOON = Instant.parse("2026-10-05T12:00:00.123456Z");
  static final Account BANK = new Account.Bank();
  static final Account GIVING = new Account.Giving(OCTOBER);

  private Entries() {}

  static UUID member(String name) {
    return TransferId.of("member:" + name).value();
  }

  static Account funds(String name) {
    return new Account.MemberFunds(member(name));
  }

  static Voucher voucher(TransferCode code, String reference) {
    return new Voucher(code, reference, OCTOBER, NOON);
  }

  static Transfer transfer(String key, Account debit, Account credit, long micros) {
    return new Transfer(
        TransferId.of(key), debit, credit, micros, voucher(TransferCode.AGREE, key));
  }

  static Transfer deposit(String key, String member, long micros) {
    return new Transfer(
        TransferId.of(key), BANK, funds(member), micros, voucher(TransferCode.DEPOSIT, key));
  }

  static PendingTransfer reserve(String key, String member, long micros) {
    return new PendingTransfer(
        new Transfer(
            TransferId.of(key), funds(member), GIVING, micros, voucher(TransferCode.RESERVE, key)));
  }

  static PostPending post(String key, String pending, long micros) {
    return new PostPending(
        TransferId.of(key), TransferId.of(pending), micros, voucher(TransferCode.GIVE, key));
  }

  static VoidPending release(String key, String pending) {
    return new VoidPending(
        TransferId.of(key), TransferId.of(pending), voucher(TransferCode.RELEASE, key));
  }

  static List<Breach> breaches(Database database) {
    return database.snapshot(tx -> new LedgerCheck().breaches(tx));
  }
}
