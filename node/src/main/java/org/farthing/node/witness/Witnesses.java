package org.farthing.node.witness;

import io.helidon.webserver.http.HttpService;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.SealLog;
import org.farthing.node.ledger.Seals;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.json.Json;

/** The parts of witnessing put together; it answers at once, and asks from {@link #start} on. */
public final class Witnesses implements AutoCloseable {

  private final Database database;
  private final InstantSource calendar;
  private final Peers peers;
  private final Heads heads;
  private final WitnessRoutes routes;
  private final WitnessWorker worker;

  public Witnesses(
      Database database,
      Clocks clocks,
      LocalIds ids,
      ActorKeys keys,
      ActorDirectory directory,
      GuardedHttpClient client,
      RequestSigner signer,
      Peers peers,
      PeerRequests requests,
      Seals seals) {
    this.database = database;
    this.calendar = clocks.calendar();
    this.peers = peers;
    SealLog log = new SealLog();
    PeerKeys peerKeys = new PeerKeys(directory, clocks.system());
    this.heads = new Heads(ids, keys, log);
    this.routes =
        new WitnessRoutes(database, clocks.system(), log, heads, peers, requests, peerKeys);
    Witness witness = new Witness(database, clocks, ids, keys, client, signer, peerKeys);
    this.worker = new WitnessWorker(database, clocks.calendar(), peers, seals, witness);
  }

  public HttpService routes() {
    return routes;
  }

  /** Starts to ask peers as they become due. */
  public void start() {
    worker.start();
  }

  /** Asks the peers that are due now, and returns when all have been asked. */
  public void askDue() {
    worker.askDue();
  }

  /**
   * What an admin should look into: peers whose logs did not go on from where they were, and heads
   * of this node's own log that peers have seen and that it no longer has.
   *
   * @param tx from {@code Database.snapshot}
   */
  public List<Breach> breaches(Transaction tx) {
    List<Breach> breaches = new ArrayList<>();
    for (Evidence each : WitnessStore.unsettled(tx, id -> peers.get(tx, id).actor())) {
      breaches.add(
          new Breach(
              "peer_log_" + each.verdict().name().toLowerCase(Locale.ROOT),
              "peer " + each.peer(),
              each.summary()));
    }
    long size = heads.size(tx);
    for (LogState seen : WitnessStore.seen(tx)) {
      if (seen.size() > size || !LogState.of(heads.at(tx, seen.size())).equals(seen)) {
        breaches.add(
            new Breach(
                "own_log_differs",
                "witness_cosignature " + seen.size(),
                "peers have cosigned a head of that size that the log no longer has"));
      }
    }
    return breaches;
  }

  /** How often peers' logs did not go on from where they were, settled cases left out. */
  public int unsettled() {
    return database.read(WitnessStore::countUnsettled);
  }

  /**
   * An admin has looked into what a peer's log did: it is no longer reported, and the evidence
   * stays.
   *
   * @return how many cases that settles
   */
  public int settle(int peer, AuditLog audit, Mandate mandate) {
    return database.write(
        tx -> {
          int settled = WitnessStore.settle(tx, peer, calendar.instant());
          if (settled > 0) {
            audit.record(tx, mandate, "peer-evidence-settled", "peer:" + peer, List.of());
          }
          return settled;
        });
  }

  /** All evidence against peers, settled or not, for others to judge. */
  public JsonArray evidence() {
    JsonArrayBuilder all = Json.newArray();
    database
        .read(tx -> WitnessStore.evidence(tx, id -> peers.get(tx, id).actor()))
        .forEach(each -> all.add(each.toDocument()));
    return all.build();
  }

  @Override
  public void close() {
    worker.close();
  }
}
