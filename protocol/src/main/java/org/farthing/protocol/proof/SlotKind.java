package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.time.YearMonth;
import java.util.Locale;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.OwnGift;
import org.farthing.protocol.message.OwnShare;
import org.farthing.protocol.message.OwnWord;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;

/**
 * Where an actor can give one word only. Two signed documents of one actor and slot that differ in
 * what they say prove that it gave two.
 */
public enum SlotKind {
  /** A version of what a node owes another for a month; the slot of an offered statement. */
  STATEMENT,
  /** How a node settles a month with another; the slot of an offered settlement. */
  SETTLEMENT,
  /** A place in the log of receipts that a node keeps for another in a month. */
  LOG_ENTRY,
  /** What a flattr within a node got. */
  OWN_SHARE,
  /** What a gift within a node gave. */
  OWN_GIFT;

  /**
   * Where a document stands and what it says there.
   *
   * @param signer who must have signed it
   * @param slot the same for all documents of which there can only be one
   * @param digest of what it says: the same whenever it is said again, in lower-case hex
   */
  public record Claim(ActorId signer, String slot, String digest) {}

  /** As in a proof's {@code kind}, such as {@code own_share}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SlotKind of(String code) {
    for (SlotKind kind : values()) {
      if (kind.code().equals(code)) {
        return kind;
      }
    }
    throw new ProtocolException("unknown_kind", "No slot of this version is so called.")
        .under("/kind");
  }

  /**
   * The claim that a document makes.
   *
   * @throws ProtocolException when it is not of this kind
   */
  public Claim claim(JsonObject document) {
    return switch (this) {
      case STATEMENT -> statement(document);
      case SETTLEMENT -> settlement(document);
      case LOG_ENTRY -> logEntry(document);
      case OWN_SHARE -> ownWord("share", OwnShare.read(document), document);
      case OWN_GIFT -> ownWord("amount", OwnGift.read(document), document);
    };
  }

  private static Claim statement(JsonObject document) {
    if (!(message(document) instanceof StatementOffer offer)) {
      throw new ProtocolException("unknown_kind", "No offer of a statement.");
    }
    Statement it = offer.statement();
    String slot =
        "%s owes %s for %s in %s, version %d"
            .formatted(
                it.debtor(),
                it.creditor(),
                it.period(),
                it.gross().currency().code(),
                it.version());
    return new Claim(it.debtor(), slot, DocumentDigest.of(document.getJsonObject("object")));
  }

  /** Of both, only the payer offers. */
  private static Claim settlement(JsonObject document) {
    if (!(message(document) instanceof SettlementOffer offer)) {
      throw new ProtocolException("unknown_kind", "No offer of a settlement.");
    }
    Settlement it = offer.settlement();
    String slot =
        "%s settles %s with %s in %s"
            .formatted(it.payer(), it.period(), it.payee(), it.paid().currency().code());
    return new Claim(it.payer(), slot, DocumentDigest.of(document.getJsonObject("object")));
  }

  /** The log is that of the node at which the flattrs were given. */
  private static Claim logEntry(JsonObject document) {
    return switch (message(document)) {
      case FlattrAnswer.Receipt it ->
          entry(it.actor(), it.flattr(), it.period(), it.sequence(), document);
      case FlattrAnswer.UndoReceipt it when it.sequence() > 0 ->
          entry(it.actor(), it.flattr(), it.period(), it.sequence(), document);
      default -> throw new ProtocolException("unknown_kind", "No entry of a log.");
    };
  }

  private static Claim entry(
      ActorId signer, ActivityId flattr, YearMonth period, long sequence, JsonObject document) {
    String slot = "entry %d of its log of %s for %s".formatted(sequence, period, flattr.origin());
    return new Claim(signer, slot, DocumentDigest.of(document.getJsonObject("result")));
  }

  private static FarthingMessage message(JsonObject document) {
    return MessageReader.read(document)
        .orElseThrow(() -> new ProtocolException("unknown_kind", "No message of ours."));
  }

  private static Claim ownWord(String what, OwnWord word, JsonObject document) {
    return new Claim(
        word.node(), "the " + what + " of " + word.given(), DocumentDigest.of(document));
  }
}
