package org.farthing.node.witness;

import java.time.Instant;
import org.farthing.protocol.transparency.Checkpoint;
import org.farthing.protocol.transparency.SignedNote;

/**
 * What was last seen of a peer's log.
 *
 * @param note the head with the signature of the log alone
 * @param askedAt calendar time
 * @param delivered whether the peer has our cosignature on it
 */
record WitnessedHead(SignedNote note, Instant askedAt, boolean delivered) {

  Checkpoint head() {
    return Checkpoint.read(note.text());
  }
}
