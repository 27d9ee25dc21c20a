package org.farthing.node.witness;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.transparency.Checkpoint;
import org.farthing.protocol.transparency.HeadUpdate;
import org.farthing.protocol.transparency.HeadVerdict;
import org.farthing.protocol.transparency.NoteKey;
import org.farthing.protocol.transparency.SignedNote;

/**
 * Two heads that a peer signed and that do not go together.
 *
 * @param known what was witnessed before
 * @param offered what came later, with its proof
 * @param key that signed the later one
 */
record Evidence(
    ActorId peer,
    HeadVerdict verdict,
    SignedNote known,
    HeadUpdate offered,
    NoteKey key,
    Instant foundAt) {

  /** The same for somebody else to judge. */
  JsonObject toDocument() {
    JsonArrayBuilder proof = Json.newArray();
    offered.path().forEach(hash -> proof.add(Base64.getEncoder().encodeToString(hash.bytes())));
    return Json.newObject()
        .add("type", "HeadConflict")
        .add("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .add("node", peer.toString())
        .add("log", key.name())
        .add("key", key.toString())
        .add("found", foundAt.toString())
        .add("known", known.toString())
        .add("offered", offered.head().toString())
        .add("proof", proof)
        .build();
  }

  /** In few words, for an admin. */
  String summary() {
    return "it was of size %d before and says %d on %s"
        .formatted(
            Checkpoint.read(known.text()).size(),
            Checkpoint.read(offered.head().text()).size(),
            foundAt);
  }
}
