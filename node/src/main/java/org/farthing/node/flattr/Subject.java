package org.farthing.node.flattr;

import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Flattr;

/** What a flattr from elsewhere is about, as its Like names it. */
record Subject(String thing, ActorId creator) {

  static Subject of(Flattr flattr) {
    return new Subject(flattr.thing().toString(), flattr.creator());
  }

  /** By which it is found: both are longer than an index takes. */
  byte[] hash() {
    return Sha256.of((thing + "\n" + creator));
  }
}
