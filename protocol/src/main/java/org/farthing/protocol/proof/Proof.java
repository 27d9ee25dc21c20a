package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import org.farthing.protocol.json.CanonicalJson;

/** A document that proves something to whoever has it. */
public sealed interface Proof permits DonationProof, OwnProof, EquivocationProof {

  JsonObject toJson();

  /** The one spelling of the proof: canonical JSON, without a line end. */
  default byte[] toBytes() {
    return CanonicalJson.of(toJson());
  }
}
