package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.farthing.node.flattr.CorrectionStore.Held;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PostPending;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.VoidPending;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/**
 * What members give in a month beside their budgets, when it is split: gifts that count and
 * corrections are given, all else goes back to its donors' funds. Can be repeated, with the same
 * outcome. Thread-safe.
 */
public final class MonthOneOffs {

  private static final int AT_ONCE = 1_000;

  private final Database database;
  private final Ledger ledger;
  private final InstantSource calendar;

  public MonthOneOffs(Database database, Ledger ledger, InstantSource calendar) {
    this.database = database;
    this.ledger = ledger;
    this.calendar = calendar;
  }

  /** Hands over what counts in a month: gifts, then corrections, each in the order of ids. */
  public static void each(Transaction tx, YearMonth period, Consumer<OneOff> reader) {
    List<GivenGift> some = GiftStore.of(tx, period, null, AT_ONCE);
    while (!some.isEmpty()) {
      counted(some).forEach(gift -> reader.accept(gift.asOneOff()));
      some = GiftStore.of(tx, period, some.getLast().id(), AT_ONCE);
    }
    CorrectionStore.of(tx, period).forEach(held -> reader.accept(held.correction()));
  }

  /**
   * Gives and frees what was held in a reconciled month, some gifts in a transaction; what was
   * resolved before is only handed over again.
   *
   * @param given takes in what counts
   */
  public void resolve(YearMonth period, Consumer<OneOff> given) {
    resolveGifts(period, given);
    database.write(tx -> resolveCorrections(tx, period)).forEach(given);
  }

  private List<OneOff> resolveCorrections(Transaction tx, YearMonth period) {
    List<Held> all = CorrectionStore.of(tx, period);
    List<Entry> entries = new ArrayList<>();
    for (Held held : all) {
      if (!held.resolved()) {
        entries.add(
            new PostPending(
                TransferId.of("close-correction:" + held.correction().id()),
                new TransferId(held.transfer()),
                held.correction().micros(),
                voucher(TransferCode.GIVE, period)));
      }
    }
    ledger.book(tx, entries).orThrow();
    CorrectionStore.resolve(tx, period);
    return all.stream().map(Held::correction).toList();
  }

  private void resolveGifts(YearMonth period, Consumer<OneOff> given) {
    FlattrId last = null;
    while (true) {
      FlattrId after = last;
      List<GivenGift> some =
          database.write(
              tx -> {
                List<GivenGift> gifts = GiftStore.of(tx, period, after, AT_ONCE);
                resolve(tx, gifts.stream().filter(gift -> !gift.isResolved()).toList());
                return gifts;
              });
      if (some.isEmpty()) {
        return;
      }
      counted(some).forEach(gift -> given.accept(gift.asOneOff()));
      last = some.getLast().id();
    }
  }

  private void resolve(Transaction tx, List<GivenGift> gifts) {
    if (gifts.isEmpty()) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    gifts.forEach(gift -> entries.add(entry(gift)));
    ledger.book(tx, entries).orThrow();
    GiftStore.resolve(tx, gifts, counted(gifts));
  }

  private Entry entry(GivenGift gift) {
    TransferId pending = new TransferId(gift.transfer());
    return gift.state() == GivenState.COUNTED
        ? new PostPending(
            resolution(gift), pending, gift.micros(), voucher(TransferCode.GIVE, gift.period()))
        : new VoidPending(resolution(gift), pending, voucher(TransferCode.RELEASE, gift.period()));
  }

  /** The transfer that gives a gift's amount or frees it. */
  static TransferId resolution(GivenGift gift) {
    return TransferId.of("close-gift:" + gift.id());
  }

  private static List<GivenGift> counted(List<GivenGift> gifts) {
    return gifts.stream().filter(gift -> gift.state() == GivenState.COUNTED).toList();
  }

  private Voucher voucher(TransferCode code, YearMonth period) {
    return new Voucher(code, "beside budgets of " + period, period, calendar.instant());
  }
}
