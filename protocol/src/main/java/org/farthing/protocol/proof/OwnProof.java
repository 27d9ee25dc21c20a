package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.OwnGift;
import org.farthing.protocol.message.OwnShare;
import org.farthing.protocol.message.OwnWord;

/**
 * What a node says that a flattr or gift gave whose donor and creator are both its members: {@code
 * {type: OwnFlattrProof, share, policy, keys}} or {@code {type: OwnGiftProof, gift, policy, keys}}.
 * Nobody else has signed it: it shows what the node said, and two that differ show that it said two
 * things.
 *
 * @param word an {@link OwnShare} or {@link OwnGift}, signed by the node
 * @param policy of the node, signed by it; the word names its digest
 * @param keys the key history of the node, signed by it
 */
public record OwnProof(Kind kind, JsonObject word, JsonObject policy, List<JsonObject> keys)
    implements Proof {

  /** What was given. */
  public enum Kind {
    FLATTR("OwnFlattrProof", "share"),
    GIFT("OwnGiftProof", "gift");

    private final String type;
    private final String member;

    Kind(String type, String member) {
      this.type = type;
      this.member = member;
    }

    String type() {
      return type;
    }

    /** The member of the proof in which the node's word stands. */
    String member() {
      return member;
    }

    OwnWord read(JsonObject word) {
      return BundleFields.at(
          "/" + member,
          () ->
              switch (this) {
                case FLATTR -> OwnShare.read(word);
                case GIFT -> OwnGift.read(word);
              });
    }
  }

  public OwnProof {
    keys = List.copyOf(keys);
  }

  @Override
  public JsonObject toJson() {
    return Json.newObject()
        .add("type", kind.type())
        .add(kind.member(), word)
        .add("policy", policy)
        .add("keys", BundleFields.list(keys))
        .build();
  }

  static OwnProof read(Kind kind, BundleFields bundle) {
    bundle.requireExactly("type", kind.member(), "policy", "keys");
    return new OwnProof(
        kind, bundle.object(kind.member()), bundle.object("policy"), bundle.objects("keys"));
  }
}
