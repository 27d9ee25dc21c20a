package org.farthing.node.witness;

import java.time.Instant;
import org.farthing.protocol.transparency.NoteSignature;

/** A peer's word that it saw this node's log in a state. */
record Cosignature(int peer, LogState seen, NoteSignature signature, Instant signedAt) {}
