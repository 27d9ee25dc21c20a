package org.farthing.node.proof;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.proof.EquivocationProof;
import org.farthing.protocol.proof.SlotKind;

/**
 * Proofs that peers have signed two things where only one can be true: whoever has one needs
 * nobody's word. Thread-safe.
 */
public final class ForkProofs {

  private static final System.Logger LOG = System.getLogger(ForkProofs.class.getName());

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
   * left out: that shows only with all entries before it. Asks peers for their keys; who does not
   * answer, and never did, is left out and told of in the log.
   */
  public List<String> all() {
    return database.read(forks::evidence).stream()
        .flatMap(evidence -> proof(evidence).stream())
        .map(proof -> new String(proof.toBytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private Optional<EquivocationProof> proof(Forks.Evidence evidence) {
    return kind(evidence.fork().kind())
        .flatMap(
            kind ->
                keys(evidence.fork().peer().actor())
                    .map(
                        keys ->
                            EquivocationProof.of(
                                kind,
                                Json.parseObject(evidence.first()),
                                Json.parseObject(evidence.second()),
                                List.of(keys))));
  }

  private Optional<JsonObject> keys(ActorId peer) {
    try {
      return Optional.of(histories.of(peer));
    } catch (Problem e) {
      LOG.log(System.Logger.Level.WARNING, "A proof waits: {0}", e.detail());
      return Optional.empty();
    }
  }

  /** Asks a peer for its keys while it answers: later it may not. */
  public void remember(ActorId peer) {
    Thread.ofVirtual().name("keys of a forked log").start(() -> keys(peer));
  }

  private static Optional<SlotKind> kind(Forks.Kind kind) {
    return switch (kind) {
      case ENTRY -> Optional.of(SlotKind.LOG_ENTRY);
      case STATEMENT -> Optional.of(SlotKind.STATEMENT);
      case SETTLEMENT -> Optional.of(SlotKind.SETTLEMENT);
      case CHECKPOINT -> Optional.empty();
    };
  }
}
