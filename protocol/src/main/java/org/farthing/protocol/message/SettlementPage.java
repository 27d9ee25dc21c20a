package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Some of what two nodes have said to each other about the settlement of their months, fetched by
 * one of them: each an activity with its proof, as it was sent. The page itself carries no proof.
 *
 * @param node who serves it
 * @param own what that node has said
 * @param yours what it was told by whom it serves the page
 * @param nextOrNull where more stands, on the same origin; none on the last page
 */
public record SettlementPage(
    ActorId node, List<JsonObject> own, List<JsonObject> yours, @Nullable URI nextOrNull) {

  /** Of each; a page ends before that where its messages are long. */
  public static final int MOST = 100;

  public SettlementPage {
    own = List.copyOf(own);
    yours = List.copyOf(yours);
    Checks.range("/own", 0, MOST, own.size());
    Checks.range("/yours", 0, MOST, yours.size());
    if (nextOrNull != null) {
      Checks.sameOrigin("/next", nextOrNull, node.origin());
    }
  }

  public Optional<URI> next() {
    return Optional.ofNullable(nextOrNull);
  }

  public JsonObject toDocument() {
    var form =
        Wire.object("SettlementPage")
            .add("attributedTo", node.toString())
            .add("own", Wire.objects(own))
            .add("yours", Wire.objects(yours));
    next().ifPresent(next -> form.add("next", next.toString()));
    return Vocabulary.withContext(form.build());
  }

  /**
   * The page that a document is. What its activities say, and whose they are, is not looked at.
   *
   * @throws ProtocolException when the document is no such page
   */
  public static SettlementPage read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("SettlementPage");
    return new SettlementPage(
        form.actorId("attributedTo"),
        form.documents("own", MOST),
        form.documents("yours", MOST),
        form.has("next") ? form.uri("next") : null);
  }
}
