package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.protocol.json.Json;

/**
 * What a node says that a flattr got whose donor and creator are both its members: {@code {type:
 * OwnFlattrProof, share, policy, keys}}. Nobody else has signed it: it shows what the node said,
 * and two that differ show that it said two things.
 *
 * @param share an {@link org.farthing.protocol.message.OwnShare}, signed by the node
 * @param policy of the node, signed by it; the share names its digest
 * @param keys the key history of the node, signed by it
 */
public record OwnFlattrProof(JsonObject share, JsonObject policy, List<JsonObject> keys)
    implements Proof {

  static final String TYPE = "OwnFlattrProof";

  public OwnFlattrProof {
    keys = List.copyOf(keys);
  }

  @Override
  public JsonObject toJson() {
    return Json.newObject()
        .add("type", TYPE)
        .add("share", share)
        .add("policy", policy)
        .add("keys", BundleFields.list(keys))
        .build();
  }

  static OwnFlattrProof read(BundleFields bundle) {
    bundle.requireExactly("type", "share", "policy", "keys");
    return new OwnFlattrProof(
        bundle.object("share"), bundle.object("policy"), bundle.objects("keys"));
  }
}
