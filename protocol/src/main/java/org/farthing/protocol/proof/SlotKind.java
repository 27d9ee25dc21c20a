package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.Locale;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.OwnShare;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;

/**
 * Where an actor can give one word only. Two signed documents of one actor and slot that differ in
 * what they say prove that it gave two.
 */
public enum SlotKind {
  /** A version of what a node owes another for a month; the slot of an offered statement. */
  STATEMENT,
  /** What a flattr within a node got. */
  OWN_SHARE;

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
      case OWN_SHARE -> ownShare(document);
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

  private static FarthingMessage message(JsonObject document) {
    return MessageReader.read(document)
        .orElseThrow(() -> new ProtocolException("unknown_kind", "No message of ours."));
  }

  private static Claim ownShare(JsonObject document) {
    OwnShare share = OwnShare.read(document);
    return new Claim(share.node(), "the share of " + share.flattr(), DocumentDigest.of(document));
  }
}
