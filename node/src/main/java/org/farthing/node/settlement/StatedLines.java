package org.farthing.node.settlement;

import jakarta.json.JsonObject;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.PairMonth;

/**
 * The line that a flattr or gift has in a statement of this node, and what both nodes have signed
 * of it.
 */
public final class StatedLines {

  private final Origin origin;
  private final OwnLines ownLines;
  private final BiFunction<Transaction, Collection<byte[]>, Map<String, byte[]>> sent;
  private final BiFunction<Transaction, Collection<byte[]>, Map<String, byte[]>> received;

  /**
   * @param sent bytes of messages of this node, by the hashes of their ids in hex
   * @param received the same of messages of others
   */
  StatedLines(
      Origin origin,
      OwnLines ownLines,
      BiFunction<Transaction, Collection<byte[]>, Map<String, byte[]>> sent,
      BiFunction<Transaction, Collection<byte[]>, Map<String, byte[]>> received) {
    this.origin = origin;
    this.ownLines = ownLines;
    this.sent = sent;
    this.received = received;
  }

  /** What there is of a flattr. */
  public sealed interface Outcome {}

  /**
   * It is stated and agreed to.
   *
   * @param offer of the statement, as this node signed it
   * @param agreement to it, as the peer signed it
   */
  public record Stated(
      StatementLine line, InclusionProof inclusion, JsonObject offer, JsonObject agreement)
      implements Outcome {}

  /** There is nothing that both have signed. */
  public record NotAgreed(String reason) implements Outcome {}

  /** The peer agrees to the statement without this line. */
  public record Disputed() implements Outcome {}

  /**
   * The line of a flattr or gift to a creator of the peer; that of a later month, where it makes up
   * for one that was left out.
   */
  public Outcome find(Transaction tx, Peer peer, YearMonth period, FlattrId flattr) {
    Outcome first = in(tx, peer, period, flattr);
    if (first instanceof Stated) {
      return first;
    }
    return ownLines
        .corrected(tx, flattr)
        .map(later -> in(tx, peer, later, flattr))
        .filter(Stated.class::isInstance)
        .orElse(first);
  }

  private Outcome in(Transaction tx, Peer peer, YearMonth period, FlattrId flattr) {
    Optional<PairMonth> month = PairMonthStore.find(tx, period, peer.id());
    if (month.isEmpty() || month.get().our().offerOrNull() == null) {
      return new NotAgreed("Its month is not stated yet.");
    }
    StatementOffer offer = month.get().our().offerOrNull();
    Optional<JsonObject> agreement =
        StatementStore.agreement(tx, offer.statement()).flatMap(hash -> only(tx, received, hash));
    Optional<JsonObject> offered = only(tx, sent, hash(offer.id()));
    Optional<OwnLines.Proven> line = ownLines.prove(tx, period, peer.id(), flattr);
    if (agreement.isEmpty() || offered.isEmpty() || line.isEmpty()) {
      return new NotAgreed(reason(month.get()));
    }
    return isDisputed(tx, offer.statement(), flattr)
        ? new Disputed()
        : new Stated(line.get().line(), line.get().proof(), offered.get(), agreement.get());
  }

  private static String reason(PairMonth month) {
    return switch (month.ours()) {
      case NONE, PROPOSED, DISPUTED -> "The creator's node has not agreed to the statement yet.";
      case ADMITTED -> "The creator's node is silent; what it is owed was admitted by this one.";
      case RETURNED -> "The creator's node never agreed; the amount went back to its donor.";
      case AGREED, PARTLY_AGREED, PARTLY_RETURNED -> "The signed agreement is not kept.";
    };
  }

  private boolean isDisputed(Transaction tx, Statement statement, FlattrId flattr) {
    ActivityId id = flattr.activity(origin);
    return StatementStore.disputed(tx, statement).stream()
        .anyMatch(disputed -> disputed.flattr().equals(id));
  }

  private static Optional<JsonObject> only(
      Transaction tx,
      BiFunction<Transaction, Collection<byte[]>, Map<String, byte[]>> source,
      byte[] idHash) {
    return source.apply(tx, List.of(idHash)).values().stream().findFirst().map(Json::parseObject);
  }

  private static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }
}
