package org.farthing.node.witness;

import java.net.URI;
import org.farthing.protocol.activity.Origin;

/** What a node's log and the node as a witness are called, and where they are reached. */
record LogNames(Origin node) {

  /** The origin of its log, and the name of the key that signs its heads. */
  String log() {
    return node.authority() + "/transparency";
  }

  /** The name of the key that cosigns others' heads. */
  String witness() {
    return node.authority() + "/witness";
  }

  /** Its head for who knows the head of a size. */
  URI headAfter(long size) {
    return node.resolve("/transparency/checkpoint?old=" + size);
  }

  URI cosignatures() {
    return node.resolve("/transparency/cosignatures");
  }
}
