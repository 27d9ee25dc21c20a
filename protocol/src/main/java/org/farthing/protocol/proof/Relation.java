package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.money.CurrencyUnit;

/** How the members of a proof must fit one another. */
final class Relation {

  private Relation() {}

  /**
   * @param place a JSON pointer into the proof
   * @param sentence why it is refused, for people
   */
  static void require(boolean holds, String code, String place, String sentence) {
    if (!holds) {
      throw new ProtocolException(code, sentence).under(place);
    }
  }

  /** The message at a place, which must be of a kind. */
  static <T extends FarthingMessage> T message(JsonObject document, Class<T> kind, String place) {
    return BundleFields.at(
        place,
        () ->
            MessageReader.read(document)
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(
                    () ->
                        new ProtocolException(
                            "unknown_kind", "No " + kind.getSimpleName() + " stands here.")));
  }

  /** That a node's policy is the one that a digest names, and holds in the month. */
  static NodePolicy policy(JsonObject document, String digest, String sentence) {
    NodePolicy policy = BundleFields.at("/policy", () -> NodePolicy.read(document));
    require(DocumentDigest.of(document).equals(digest), "wrong_policy", "/policy", sentence);
    return policy;
  }

  static void requireCurrency(CurrencyUnit one, CurrencyUnit other, String place) {
    require(one.equals(other), "currency", place, "Not in " + other.code() + ".");
  }
}
