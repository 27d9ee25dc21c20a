package org.farthing.node.ledger;

import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.TestSecret;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.transparency.LedgerSeal;

/** A ledger with its seals, and the key that makes them. */
final class SealFixture {
  final Database database;
  final LocalIds ids = new LocalIds(Origin.of("https://alder.example"));
  final ActorKeyRing keys;
  final Seals seals;

  SealFixture(Database database) {
    this.database = database;
    this.keys = new ActorKeyRing(database, TestSecret.secret(), ids, InstantSource.system());
    this.seals = new Seals(database, new ActivitySigner(keys, InstantSource.system()), ids);
  }

  void book(Entry... entries) {
    database.execute(tx -> new Ledger().book(tx, List.of(entries)).orThrow());
  }

  List<LedgerSeal> sealed() {
    return database.read(tx -> new SealLog().documents(tx, 0, 10_000)).stream()
        .map(Json::parseObject)
        .map(LedgerSeal::read)
        .toList();
  }

  JsonObject document(long number) {
    return Json.parseObject(database.read(tx -> new SealLog().documents(tx, number, 1)).getFirst());
  }

  List<Breach> breaches() {
    var published = keys.published(ids.node());
    return database.snapshot(tx -> new SealCheck().breaches(tx, published));
  }

  /** As the check would see it within a transaction that changed something. */
  List<Breach> breaches(Transaction tx) {
    return new SealCheck().breaches(tx, keys.published(ids.node()));
  }
}
