package org.farthing.node.proof;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.proof.EquivocationProof;
import org.farthing.protocol.proof.SlotKind;

/**
 * Proofs that peers have signed two things where only one can be true: whoever has one needs
 * nobody's word. Thread-safe.
 */
public final class ForkProofs {

  private final Database database;
  private final Forks forks;
  private final PeerKeyHistories histories;

  public ForkProofs(Database database, Forks forks, PeerKeyHistories histories) {
    this.database = database;
    this.forks = forks;
    this.histories = histories;
  }

  /**
   * All of them, each in the one spelling of a proof. A checkpoint that does not fit the entries is
   * left out: that shows only with all entries before it. Asks peers for their keys.
   */
  public List<String> all() {
    return database.read(forks::evidence).stream()
        .flatMap(evidence -> proof(evidence).stream())
        .map(proof -> new String(proof.toBytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private Optional<EquivocationProof> proof(Forks.Evidence evidence) {
    return kind(evidence.fork().kind())
        .map(
            kind -> {
              JsonObject first = Json.parseObject(evidence.first());
              JsonObject second = Json.parseObject(evidence.second());
              JsonObject keys = histories.of(evidence.fork().peer().actor());
              return EquivocationProof.of(kind, first, second, List.of(keys));
            });
  }

  private static Optional<SlotKind> kind(Forks.Kind kind) {
    return switch (kind) {
      case ENTRY -> Optional.of(SlotKind.LOG_ENTRY);
      case STATEMENT -> Optional.of(SlotKind.STATEMENT);
      case CHECKPOINT -> Optional.empty();
    };
  }
}
