package org.farthing.node.witness;

import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.ledger.SealLog;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.transparency.Checkpoint;
import org.farthing.protocol.transparency.HeadUpdate;
import org.farthing.protocol.transparency.LogProof;
import org.farthing.protocol.transparency.NoteSignature;
import org.farthing.protocol.transparency.NoteSigner;
import org.farthing.protocol.transparency.SignedNote;

/**
 * The heads of this node's log, of now and of before, signed with the key that is in use now.
 * Thread-safe.
 */
final class Heads {
  /** Besides the log's own signature; far below what others read. */
  private static final int MOST_COSIGNATURES = 32;

  private final LocalIds ids;
  private final ActorKeys keys;
  private final LogNames names;
  private final SealLog log;

  Heads(LocalIds ids, ActorKeys keys, SealLog log) {
    this.ids = ids;
    this.keys = keys;
    this.names = new LogNames(ids.origin());
    this.log = log;
  }

  long size(Transaction tx) {
    return log.size(tx);
  }

  /** The head when the log had that many seals; unsigned. */
  Checkpoint at(Transaction tx, long size) {
    return new Checkpoint(names.log(), size, log.root(tx, size));
  }

  /** Signed, with cosignatures if there are any. */
  SignedNote signed(Transaction tx, long size) {
    Checkpoint head = at(tx, size);
    SignedNote note =
        head.signedBy(new NoteSigner(names.log(), keys.ed25519(tx, ids.node()).key()));
    for (NoteSignature each : WitnessStore.cosignatures(tx, LogState.of(head), MOST_COSIGNATURES)) {
      note = note.with(each);
    }
    return note;
  }

  /** The size of the newest head that a peer has cosigned. */
  Optional<Long> witnessed(Transaction tx) {
    return WitnessStore.largestCosigned(tx, size(tx));
  }

  /** A head for who knows an older one; without a proof when there is none to give. */
  HeadUpdate after(Transaction tx, long oldSize, long size) {
    List<TreeHash> path =
        oldSize == 0 || oldSize > size ? List.of() : log.consistency(tx, oldSize, size).path();
    return new HeadUpdate(oldSize, path, signed(tx, size));
  }

  /** That a seal is in the log of that size. */
  LogProof inclusion(Transaction tx, long number, long size) {
    return new LogProof(number, log.inclusion(tx, number, size).path(), signed(tx, size));
  }
}
