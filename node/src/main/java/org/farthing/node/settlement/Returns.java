package org.farthing.node.settlement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.MonthOneOffs;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Statement;

/** Gives donors back what was stated to a peer that never agreed to it (product rule 16). */
final class Returns {

  private static final int ENTRIES_AT_ONCE = 1_000;

  private final Ledger ledger;
  private final Origin origin;

  Returns(Ledger ledger, Origin origin) {
    this.ledger = ledger;
    this.origin = origin;
  }

  /**
   * All of a month's shares and gifts that went to the peer's creators, each to its donor's funds.
   */
  void giveBack(Transaction tx, YearMonth period, int peer, Instant now) {
    Map<Long, Integer> peerOf = CloseStore.peersOfCreators(tx, period);
    List<Entry> entries = new ArrayList<>();
    new MonthShares(origin)
        .each(
            tx,
            period,
            donor -> {
              long micros = shareOf(donor, peer, peerOf);
              if (micros > 0) {
                entries.add(entry(donor.reservation().member(), period, peer, micros, now));
              }
              if (entries.size() == ENTRIES_AT_ONCE) {
                ledger.book(tx, entries).orThrow();
                entries.clear();
              }
            });
    MonthOneOffs.each(
        tx,
        period,
        gift -> {
          if (Integer.valueOf(peer).equals(peerOf.get(gift.creator()))) {
            String key = period + ":" + peer + ":" + gift.id();
            entries.add(entry(key, gift.donor(), period, peer, gift.micros(), now));
          }
        });
    ledger.book(tx, entries).orThrow();
  }

  /** The lines that the peer's agreement to our statement leaves out, each to its donor's funds. */
  void giveDisputedBack(Transaction tx, YearMonth period, int peer, Instant now) {
    Statement statement = PairMonthStore.lock(tx, period, peer).ourStatement().orElseThrow();
    Map<FlattrId, Long> disputed = new LinkedHashMap<>();
    for (StatementStore.Disputed line : StatementStore.disputed(tx, statement)) {
      disputed.put(FlattrId.of(line.flattr(), origin).orElseThrow(), line.micros());
    }
    Map<FlattrId, MemberId> donors = StatementStore.donors(tx, disputed.keySet());
    Map<MemberId, Long> microsOf = new LinkedHashMap<>();
    disputed.forEach(
        (flattr, micros) ->
            microsOf.merge(Objects.requireNonNull(donors.get(flattr)), micros, Math::addExact));
    List<Entry> entries = new ArrayList<>();
    microsOf.forEach((donor, micros) -> entries.add(entry(donor, period, peer, micros, now)));
    ledger.book(tx, entries).orThrow();
  }

  private static long shareOf(DonorShares donor, int peer, Map<Long, Integer> peerOf) {
    long micros = 0;
    for (int place = 0; place < donor.size(); place++) {
      if (Integer.valueOf(peer).equals(peerOf.get(donor.creator(place)))) {
        micros = Math.addExact(micros, donor.shareMicros(place));
      }
    }
    return micros;
  }

  private static Entry entry(MemberId donor, YearMonth period, int peer, long micros, Instant now) {
    return entry(period + ":" + peer + ":" + donor, donor, period, peer, micros, now);
  }

  private static Entry entry(
      String key, MemberId donor, YearMonth period, int peer, long micros, Instant now) {
    return new Transfer(
        TransferId.of("return:" + key),
        new Account.Stated(peer),
        new Account.MemberFunds(donor.value()),
        micros,
        new Voucher(TransferCode.RETURN, "never agreed of " + period, period, now));
  }
}
