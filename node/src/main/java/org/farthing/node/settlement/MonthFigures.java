package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.settlement.PairMonth;

/** What a closed month came to, for whoever shows it. Amounts are micro-units. */
public final class MonthFigures {

  private final Database database;
  private final Origin origin;
  private final Peers peers;

  public MonthFigures(Database database, Origin origin, Peers peers) {
    this.database = database;
    this.origin = origin;
    this.peers = peers;
  }

  /** A member with a reserved budget; what is not given is released. */
  public record Donor(MemberId member, long reservedMicros, long givenMicros) {}

  /** A member who received, from whomever. */
  public record Creator(MemberId member, long grossMicros, long feeMicros) {}

  /** Another node and how this one stands with it. */
  public record Pair(Peer peer, PairMonth month) {}

  /** Whether a month has begun to close: what it was split by must not change any more. */
  public static boolean hasClosing(Transaction tx) {
    return CloseStore.hasAny(tx);
  }

  public List<Donor> donors(YearMonth month) {
    return database.read(tx -> CloseStore.donors(tx, month));
  }

  public List<Creator> creators(YearMonth month) {
    return database.read(tx -> RevenueStore.ofMonth(tx, month));
  }

  public List<Pair> pairs(YearMonth month) {
    return database.read(
        tx ->
            PairMonthStore.of(tx, month).stream()
                .map(row -> new Pair(peers.get(tx, row.peer()), row.month()))
                .toList());
  }

  /** The share of each counted flattr. */
  public Map<FlattrId, Long> shares(YearMonth month) {
    Map<FlattrId, Long> shares = new HashMap<>();
    database.execute(
        tx ->
            new MonthShares(origin)
                .each(
                    tx,
                    month,
                    donor -> {
                      for (int i = 0; i < donor.size(); i++) {
                        shares.put(donor.id(i), donor.shareMicros(i));
                      }
                    }));
    return shares;
  }
}
