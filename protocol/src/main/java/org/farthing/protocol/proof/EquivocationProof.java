package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.protocol.json.Json;

/**
 * That somebody gave two words where only one can be given: {@code {type: EquivocationProof, kind,
 * documents: [a, b], keys}}. {@link SlotKind} says where that is.
 *
 * @param kind what the documents are
 * @param first of lower digest than the second, so that a proof has one spelling
 * @param second signed by the signer of the first, of the same slot, with other content
 * @param keys the key history of the signer, and of its node when it is another actor
 */
public record EquivocationProof(
    SlotKind kind, JsonObject first, JsonObject second, List<JsonObject> keys) implements Proof {

  static final String TYPE = "EquivocationProof";

  public EquivocationProof {
    keys = List.copyOf(keys);
  }

  /** The proof of two documents, whichever is first. */
  public static EquivocationProof of(
      SlotKind kind, JsonObject one, JsonObject other, List<JsonObject> keys) {
    boolean inOrder = kind.claim(one).digest().compareTo(kind.claim(other).digest()) < 0;
    return new EquivocationProof(kind, inOrder ? one : other, inOrder ? other : one, keys);
  }

  @Override
  public JsonObject toJson() {
    return Json.newObject()
        .add("type", TYPE)
        .add("kind", kind.code())
        .add("documents", BundleFields.list(List.of(first, second)))
        .add("keys", BundleFields.list(keys))
        .build();
  }

  static EquivocationProof read(BundleFields bundle) {
    bundle.requireExactly("type", "kind", "documents", "keys");
    List<JsonObject> documents = bundle.objects("documents");
    if (documents.size() != 2) {
      throw BundleFields.malformed("/documents", "Two documents.");
    }
    return new EquivocationProof(
        SlotKind.of(bundle.text("kind")),
        documents.getFirst(),
        documents.getLast(),
        bundle.objects("keys"));
  }
}
