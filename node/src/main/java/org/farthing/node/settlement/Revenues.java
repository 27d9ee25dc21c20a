package org.farthing.node.settlement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.RevenueStore.Payee;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.money.Fee;
import org.farthing.protocol.money.Revenue;

/**
 * What creators here receive: credited with the fee taken off, pending until it is covered or paid
 * (product rules 7 and 9).
 */
final class Revenues {

  private final Ledger ledger;
  private final Function<YearMonth, Fee> feeOf;
  private final RevenueNews news;

  /**
   * @param feeOf by the node's policy in a month
   */
  Revenues(Ledger ledger, Function<YearMonth, Fee> feeOf, RevenueNews news) {
    this.ledger = ledger;
    this.feeOf = feeOf;
    this.news = news;
  }

  /** What donors here gave creators here: available at once. */
  void postOwn(Transaction tx, YearMonth period, List<CloseStore.Sum> sums, Instant now) {
    Account from = new Account.Giving(period);
    List<Entry> entries = new ArrayList<>();
    for (CloseStore.Sum sum : sums) {
      Payee payee = RevenueStore.payee(tx, sum.creator());
      entries.addAll(
          credit(tx, period, payee, RevenueStore.OWN_NODE, sum.grossMicros(), from, now));
    }
    ledger.book(tx, entries).orThrow();
  }

  /**
   * What a peer has stated and we have agreed to: pending, and owed by the peer. A second time
   * where the peer stands by lines that were left out at first.
   */
  void earn(Transaction tx, YearMonth period, int peer, Map<ActorId, Long> grossOf, Instant now) {
    List<Credit> credits = new ArrayList<>();
    grossOf.forEach(
        (actor, micros) ->
            credits.add(new Credit(RevenueStore.payee(tx, actor.toString()), micros)));
    credits.sort(Comparator.comparingLong(credit -> credit.payee().creator()));
    Account from = new Account.OwedBy(peer);
    List<Entry> entries = new ArrayList<>();
    for (Credit credit : credits) {
      entries.addAll(credit(tx, period, credit.payee(), peer, credit.grossMicros(), from, now));
    }
    ledger.book(tx, entries).orThrow();
  }

  private record Credit(Payee payee, long grossMicros) {}

  /** A creator's gross of one source: the fee is topped up to what the whole month owes so far. */
  private List<Entry> credit(
      Transaction tx,
      YearMonth period,
      Payee payee,
      int peer,
      long grossMicros,
      Account from,
      Instant now) {
    long before = RevenueStore.grossOfMonth(tx, period, payee.creator());
    long fee = feeOf.apply(period).topUp(before, grossMicros);
    boolean pending = peer != RevenueStore.OWN_NODE;
    boolean first = RevenueStore.add(tx, period, payee.creator(), peer, grossMicros, fee, pending);
    String key = period + ":" + peer + ":" + payee.creator() + (first ? "" : ":rest");
    Account toCreator =
        pending
            ? new Account.MemberPending(payee.member())
            : new Account.MemberAvailable(payee.member());
    Account toNode = pending ? new Account.FeePending() : new Account.FeeAvailable();
    List<Entry> entries = new ArrayList<>();
    if (grossMicros > fee) {
      entries.add(
          new Transfer(
              TransferId.of("revenue:" + key),
              from,
              toCreator,
              grossMicros - fee,
              voucher(TransferCode.REVENUE, "revenue of " + period, period, now)));
      if (!pending) {
        news.arrived(tx, payee.member(), period, grossMicros - fee);
      }
    }
    if (fee > 0) {
      entries.add(
          new Transfer(
              TransferId.of("fee:" + key),
              from,
              toNode,
              fee,
              voucher(TransferCode.FEE, "fee of " + period, period, now)));
    }
    return entries;
  }

  /**
   * What is pending from a peer becomes available as far as it is covered.
   *
   * @param period the month that is netted or paid
   * @param upTo the last month whose revenue that concerns
   * @param occasion what makes it so, once a month and peer: part of the transfers' ids
   */
  void mature(
      Transaction tx,
      YearMonth period,
      YearMonth upTo,
      int peer,
      Cover cover,
      String occasion,
      Instant now) {
    List<Entry> entries = new ArrayList<>();
    for (Revenue<Payee> part : cover.release(RevenueStore.pending(tx, peer, upTo))) {
      RevenueStore.mature(tx, peer, part);
      String key =
          occasion
              + ":"
              + period
              + ":"
              + peer
              + ":"
              + part.month()
              + ":"
              + part.creator().creator();
      Voucher voucher =
          voucher(TransferCode.MATURE, "revenue of " + part.month(), part.month(), now);
      if (part.netMicros() > 0) {
        entries.add(
            new Transfer(
                TransferId.of("mature:" + key),
                new Account.MemberPending(part.creator().member()),
                new Account.MemberAvailable(part.creator().member()),
                part.netMicros(),
                voucher));
        news.arrived(tx, part.creator().member(), part.month(), part.netMicros());
      }
      if (part.feeMicros() > 0) {
        entries.add(
            new Transfer(
                TransferId.of("mature-fee:" + key),
                new Account.FeePending(),
                new Account.FeeAvailable(),
                part.feeMicros(),
                voucher));
      }
    }
    ledger.book(tx, entries).orThrow();
  }

  /** A peer is in default of a month: the creators who wait for their revenue of it are told. */
  void tellOfDefault(Transaction tx, YearMonth period, int peer) {
    for (Revenue<Payee> part : RevenueStore.pending(tx, peer, period)) {
      if (part.month().equals(period) && part.netMicros() > 0) {
        news.late(tx, part.creator().member(), period, part.netMicros());
      }
    }
  }

  /**
   * What is pending from a peer of a month and those before is given up, as far as the peer does
   * not pay: the creators' revenue, and the fee with it (product rule 16).
   */
  void writeOff(Transaction tx, YearMonth period, int peer, long micros, Instant now) {
    List<Entry> entries = new ArrayList<>();
    Account owed = new Account.OwedBy(peer);
    for (Revenue<Payee> part :
        new Cover.UpTo(micros).release(RevenueStore.pending(tx, peer, period))) {
      RevenueStore.writeOff(tx, peer, part);
      String key = period + ":" + peer + ":" + part.month() + ":" + part.creator().creator();
      Voucher voucher =
          voucher(TransferCode.WRITE_OFF, "revenue of " + part.month(), part.month(), now);
      if (part.netMicros() > 0) {
        entries.add(
            new Transfer(
                TransferId.of("write-off:" + key),
                new Account.MemberPending(part.creator().member()),
                owed,
                part.netMicros(),
                voucher));
      }
      if (part.feeMicros() > 0) {
        entries.add(
            new Transfer(
                TransferId.of("write-off-fee:" + key),
                new Account.FeePending(),
                owed,
                part.feeMicros(),
                voucher));
      }
    }
    ledger.book(tx, entries).orThrow();
  }

  /**
   * What was given up from a peer comes in after all, as far as it goes: available at once, for it
   * is in the bank. Of the first month that it does not cover whole, each gets their part of it,
   * rounded down.
   *
   * @param period the month that is paid for, and those before it
   * @return what was booked, in all what of the amount was used
   */
  List<Transfer> recover(Transaction tx, YearMonth period, int peer, long micros, Instant now) {
    List<Transfer> booked = new ArrayList<>();
    for (Revenue<Payee> part :
        new Cover.UpTo(micros).release(RevenueStore.lost(tx, peer, period))) {
      RevenueStore.recover(tx, peer, part);
      Account available = new Account.MemberAvailable(part.creator().member());
      booked.addAll(recovered(peer, part.month(), available, part.netMicros(), now));
      if (part.netMicros() > 0) {
        news.arrived(tx, part.creator().member(), part.month(), part.netMicros());
      }
      booked.addAll(
          recovered(peer, part.month(), new Account.FeeAvailable(), part.feeMicros(), now));
    }
    ledger.book(tx, booked).orThrow();
    return booked;
  }

  private static List<Transfer> recovered(
      int peer, YearMonth month, Account to, long micros, Instant now) {
    return micros == 0
        ? List.of()
        : List.of(
            new Transfer(
                // Not derived from anything: what is recovered once is not lost any more.
                TransferId.of("recover:" + Uuid7.next()),
                new Account.Unmatched(peer),
                to,
                micros,
                voucher(TransferCode.RECOVER, "revenue of " + month, month, now)));
  }

  private static Voucher voucher(
      TransferCode code, String reference, YearMonth period, Instant now) {
    return new Voucher(code, reference, period, now);
  }
}
