package org.farthing.node.settlement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/** What a closed month came to, for whoever shows it. Amounts are micro-units. */
public final class MonthFigures {

  private static final int MOST_DIFFERENCES = 200;

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

  /**
   * A month and how far it has come.
   *
   * @param stage of its close
   */
  public record Month(YearMonth month, CloseStage stage) {}

  /** The months in which something was given or received, the newest first, at most this many. */
  public List<Month> months(int most) {
    return database.read(
        tx -> {
          SortedSet<YearMonth> months = new TreeSet<>(Comparator.reverseOrder());
          months.addAll(CloseStore.unclosed(tx));
          months.addAll(CloseStore.newest(tx, most));
          return months.stream()
              .limit(most)
              .map(month -> new Month(month, CloseStore.stage(tx, month)))
              .toList();
        });
  }

  /** The months with another node, the newest first; at most three years of them. */
  public List<PairMonth> pairsWith(Peer peer) {
    return database.read(tx -> PairMonthStore.ofPeer(tx, peer.id()));
  }

  /** What is disputed in a statement, in the order in which it was raised; at most 200. */
  public List<Difference> differences(Statement statement) {
    return database.read(
        tx ->
            DifferenceStore.of(tx, statement, MOST_DIFFERENCES).stream()
                .map(it -> it.with(shown(tx, statement, it)))
                .toList());
  }

  /**
   * What this node holds of that which a creditor shows: of another's disputes it looks by itself,
   * its own are its own word.
   */
  private Shown shown(Transaction tx, Statement statement, Difference difference) {
    return statement.debtor().origin().equals(origin)
        ? DifferenceStore.held(tx, statement, difference, origin)
        : Shown.OWN;
  }

  /**
   * Something in which two nodes differ.
   *
   * @param flattrOrNull its id; null when it is about the whole statement
   * @param code see {@code Dispute.Code}
   * @param evidenceOrNull id of the creditor's answer that shows it
   * @param sequence place of that answer in the creditor's log; 0 when it takes none
   * @param logCount how many entries the creditor's log had; 0 when it does not say, or had none
   * @param shown what this node holds of that
   */
  public record Difference(
      @Nullable String flattrOrNull,
      String code,
      long micros,
      String detail,
      Instant at,
      @Nullable String evidenceOrNull,
      long sequence,
      long logCount,
      Shown shown) {

    Difference with(Shown other) {
      return new Difference(
          flattrOrNull, code, micros, detail, at, evidenceOrNull, sequence, logCount, other);
    }
  }

  /** What a node holds of that which another one shows for a dispute. */
  public enum Shown {
    /** The dispute is its own. */
    OWN,
    /** Nothing is shown: the lines show it themselves, or the other node does not say. */
    NOTHING,
    /** The same answer, at the same place; or likewise no receipt. */
    SAME,
    /** It does not hold what is shown. */
    NOT_HERE,
    /** It holds something else by the same signer. */
    OTHERWISE
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
