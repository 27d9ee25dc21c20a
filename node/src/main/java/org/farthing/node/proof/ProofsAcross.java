package org.farthing.node.proof;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.StatedLines;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.proof.DonationProof;

/** That a flattr or gift to a creator elsewhere was counted, stated and agreed to. Thread-safe. */
public final class ProofsAcross {

  private final Database database;
  private final LocalIds ids;
  private final Members members;
  private final Peers peers;
  private final PeerPolicies policies;
  private final PairLogs logs;
  private final StatedLines lines;
  private final KeyHistories histories;
  private final PeerKeyHistories peerHistories;

  public ProofsAcross(
      Database database,
      LocalIds ids,
      Members members,
      Peers peers,
      PeerPolicies policies,
      PairLogs logs,
      StatedLines lines,
      KeyHistories histories,
      PeerKeyHistories peerHistories) {
    this.database = database;
    this.ids = ids;
    this.members = members;
    this.peers = peers;
    this.policies = policies;
    this.logs = logs;
    this.lines = lines;
    this.histories = histories;
    this.peerHistories = peerHistories;
  }

  /** What the database has of a proof. */
  private record Kept(
      JsonObject donation, JsonObject receipt, StatedLines.Stated stated, JsonObject policy) {}

  DonationProof proof(Provable given) {
    Peer peer = database.read(tx -> peers.get(tx, given.peer().orElseThrow()));
    Kept kept = database.snapshot(tx -> kept(tx, given, peer));
    return new DonationProof(
        switch (given) {
          case Provable.OfFlattr _ -> DonationProof.Kind.FLATTR;
          case Provable.OfGift _ -> DonationProof.Kind.GIFT;
        },
        kept.donation(),
        kept.receipt(),
        kept.stated().line(),
        kept.stated().inclusion(),
        kept.stated().offer(),
        kept.stated().agreement(),
        kept.policy(),
        keys(given, peer));
  }

  private Kept kept(Transaction tx, Provable given, Peer peer) {
    return new Kept(
        donation(tx, given),
        receipt(tx, given, peer),
        stated(tx, given, peer),
        policies.signed(tx, peer, given.period()).orElseThrow(lost("the policy")));
  }

  private JsonObject donation(Transaction tx, Provable given) {
    List<ActivityId> id = List.of(given.id().activity(ids.origin()));
    return logs.likes(tx, id, false).stream()
        .findFirst()
        .map(Json::parseObject)
        .orElseThrow(lost("it as it was sent"));
  }

  private JsonObject receipt(Transaction tx, Provable given, Peer peer) {
    long sequence = Objects.requireNonNull(given.sequenceOrNull());
    LogKey log = new LogKey(given.period(), peer.id(), false);
    return logs.page(tx, log, new PairLogs.Range(sequence, sequence), 1).stream()
        .findFirst()
        .map(signed -> Json.parseObject(signed.answer()))
        .orElseThrow(lost("its receipt"));
  }

  private StatedLines.Stated stated(Transaction tx, Provable given, Peer peer) {
    return switch (lines.find(tx, peer, given.period(), given.id())) {
      case StatedLines.Stated it -> it;
      case StatedLines.NotAgreed it -> throw Proofs.notYet("not_agreed", it.reason());
      case StatedLines.Disputed _ ->
          throw Proofs.notYet("disputed", "The creator's node does not agree to its line.");
    };
  }

  private static Supplier<Problem> lost(String what) {
    return () -> Proofs.notYet("not_provable", "This node no longer has " + what + ".");
  }

  private List<JsonObject> keys(Provable given, Peer peer) {
    SortedMap<ActorId, JsonObject> keys = new TreeMap<>();
    keys.put(ids.node(), histories.signed(ids.node()));
    keys.put(peer.actor(), peerHistories.of(peer.actor()));
    if (!given.anonymous()) {
      ActorId donor = ids.member(members.find(given.donor()).orElseThrow().name());
      keys.put(donor, histories.signed(donor));
    }
    return List.copyOf(keys.values());
  }
}
