package org.farthing.node.ledger;

import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.transparency.LedgerSeal;
import org.farthing.protocol.transparency.LogTree;
import org.farthing.protocol.transparency.SealDigest;

/**
 * Seals transfers. Safe for use by many threads and by several processes on one database; what is
 * interrupted is done by the next one.
 *
 * <p>Sequences are given out in order, but their transactions commit in any. A seal must only cover
 * what can no longer get a lower-numbered neighbour. So first the horizon is raised to a sequence
 * that was seen, and <em>committed</em>; only then the seal is made, after a look at the range that
 * waits for each row in it. Whoever books looks at the horizon after the insert: who sees the old
 * one had its rows in the table before the horizon was raised, and is waited for; who sees the new
 * one, and has a number at or below it, runs again and gets a higher one. Nobody who books ever
 * waits for a seal.
 */
public final class Seals {
  /** So many fit into memory at once; what is more gets several seals. */
  static final int MOST_TRANSFERS = 10_000;

  private final Database database;
  private final LedgerStore ledger = new LedgerStore();
  private final ActivitySigner signer;
  private final LocalIds ids;
  private final SecureRandom random = new SecureRandom();

  public Seals(Database database, ActivitySigner signer, LocalIds ids) {
    this.database = database;
    this.signer = signer;
    this.ids = ids;
  }

  /** Seals what was committed when this was called, and returns how many seals that took. */
  public int sealAll() {
    int seals = 0;
    while (raiseHorizon()) {
      if (database.write(this::sealToHorizon)) {
        seals++;
      }
    }
    return seals;
  }

  /** Whether no transfer waits for its seal. */
  public boolean isAllSealed(Transaction tx) {
    return SealStore.countAbove(tx, sealedTo(tx), 1) == 0;
  }

  /** How many transfers wait for their seal; counting stops at {@code most}. */
  int waiting(int most) {
    return database.read(tx -> SealStore.countAbove(tx, sealedTo(tx), most));
  }

  /** Says up to where the next seal will go; false when there is nothing to seal. */
  boolean raiseHorizon() {
    return database.write(
        tx -> {
          long horizon = SealStore.lockHorizon(tx);
          long sealed = sealedTo(tx);
          if (horizon > sealed) {
            return true;
          }
          OptionalLong next = SealStore.highestOfNext(tx, sealed, MOST_TRANSFERS);
          next.ifPresent(sequence -> SealStore.raiseHorizon(tx, sequence));
          return next.isPresent();
        });
  }

  /** The horizon's raising has to be committed before. False when another one was quicker. */
  boolean sealToHorizon(Transaction tx) {
    long last = SealStore.lockHorizon(tx);
    Optional<StoredSeal> before = SealStore.last(tx);
    long first = before.map(StoredSeal::lastSequence).orElse(0L) + 1;
    if (first > last) {
      return false;
    }
    SealStore.awaitWriters(tx, first, last);
    List<StoredTransfer> transfers = ledger.between(tx, first, last);
    byte[] salt = new byte[SealDigest.SALT_BYTES];
    random.nextBytes(salt);
    LedgerSeal seal =
        new LedgerSeal(
            before.map(it -> it.number() + 1).orElse(0L),
            first,
            last,
            transfers.size(),
            digest(transfers, codes(tx, transfers), salt),
            before.map(it -> LedgerSeal.digestOf(Json.parseObject(it.document()))).orElse(null));
    JsonObject signed = signer.sign(tx, seal.toDocument(), ids.node());
    byte[] document = CanonicalJson.of(signed);
    LogTree tree = new LogTree(wanted -> SealStore.nodes(tx, wanted));
    SealStore.insert(
        tx,
        new StoredSeal(seal.number(), last, salt, document),
        tree.grown(seal.number(), MerkleTree.leafHash(document)));
    return true;
  }

  private Map<Long, String> codes(Transaction tx, List<StoredTransfer> transfers) {
    Set<Long> accounts = new HashSet<>();
    transfers.forEach(each -> accounts.addAll(List.of(each.debit(), each.credit())));
    return AccountStore.codes(tx, accounts);
  }

  private static String digest(
      List<StoredTransfer> transfers, Map<Long, String> codes, byte[] salt) {
    SealDigest digest = new SealDigest(salt);
    transfers.forEach(each -> digest.add(TransferDocument.of(each, codes)));
    return digest.finish();
  }

  private static long sealedTo(Transaction tx) {
    return SealStore.last(tx).map(StoredSeal::lastSequence).orElse(0L);
  }
}
