package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.DonorTags;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.StatementStore.Line;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/** The lines of our statements, derived from a split month; the same however often. */
final class OwnLines {

  private final Origin origin;
  private final byte[] tagSecret;
  private final Peers peers;

  /**
   * @param tagSecret from which donors' tags are derived, never shown
   */
  OwnLines(Origin origin, byte[] tagSecret, Peers peers) {
    this.origin = origin;
    this.tagSecret = tagSecret.clone();
    this.peers = peers;
  }

  /** The lines of all statements of a month, by peer, in the order of their flattrs' ids. */
  Map<Integer, List<Line>> of(Transaction tx, YearMonth month) {
    Map<Long, Creditor> creditors = creditors(tx, month);
    Map<Integer, List<Line>> lines = new HashMap<>();
    MonthShares shares = new MonthShares(origin);
    @Nullable MemberId last = null;
    while (true) {
      List<MonthShares.Donor> donors = shares.next(tx, month, last);
      if (donors.isEmpty()) {
        break;
      }
      donors.forEach(donor -> addLines(lines, donor, creditors));
      last = donors.getLast().reservation().member();
    }
    lines
        .values()
        .forEach(each -> each.sort(Comparator.comparing(line -> line.flattr().toString())));
    return lines;
  }

  /** A creator elsewhere, with what donors are called there. */
  private record Creditor(int peer, ActorId creator, DonorTags tags) {}

  private Map<Long, Creditor> creditors(Transaction tx, YearMonth month) {
    Map<Long, Integer> peerOf = CloseStore.peersOfCreators(tx, month);
    Map<Long, ActorId> actorOf = StatementStore.actors(tx, peerOf.keySet());
    Map<Integer, DonorTags> tagsOf = new HashMap<>();
    Map<Long, Creditor> creditors = new HashMap<>();
    actorOf.forEach(
        (creator, actor) -> {
          int peer = Objects.requireNonNull(peerOf.get(creator));
          DonorTags tags =
              tagsOf.computeIfAbsent(
                  peer, id -> DonorTags.of(tagSecret, peers.get(tx, id).actor(), month));
          creditors.put(creator, new Creditor(peer, actor, tags));
        });
    return creditors;
  }

  private static void addLines(
      Map<Integer, List<Line>> lines, MonthShares.Donor donor, Map<Long, Creditor> creditors) {
    for (int i = 0; i < donor.flattrs().size(); i++) {
      MonthShares.Counted flattr = donor.flattrs().get(i);
      Creditor creditor = creditors.get(flattr.creator());
      if (creditor != null) {
        long share = donor.split().shareMicros(i);
        lines
            .computeIfAbsent(creditor.peer(), _ -> new ArrayList<>())
            .add(line(donor.reservation().member(), flattr, share, creditor));
      }
    }
  }

  private static Line line(
      MemberId donor, MonthShares.Counted flattr, long shareMicros, Creditor creditor) {
    return new Line(
        flattr.id().uuid(),
        flattr.creator(),
        creditor.creator(),
        creditor.tags().tag(donor, flattr.anonymous()),
        shareMicros,
        creditor.tags().salt(flattr.id()));
  }
}
