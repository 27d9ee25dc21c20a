package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Some of what two nodes have said to each other about flattrs, fetched by one of them: each an
 * activity with its proof, as it was sent. The page itself carries no proof.
 *
 * @param node who serves it
 * @param answers receipts and undo receipts, in the order of their sequences
 * @param flattrs the Likes that were asked for, in any order
 * @param nextOrNull where more stands, on the same origin; none on the last page
 */
public record LogPage(
    ActorId node, List<JsonObject> answers, List<JsonObject> flattrs, @Nullable URI nextOrNull) {

  /** Answers with their Likes stay below the megabyte that a fetch takes. */
  public static final int MOST = 100;

  public LogPage {
    answers = List.copyOf(answers);
    flattrs = List.copyOf(flattrs);
    Checks.range("/answers", 0, MOST, answers.size());
    Checks.range("/flattrs", 0, MOST, flattrs.size());
    if (nextOrNull != null) {
      Checks.sameOrigin("/next", nextOrNull, node.origin());
    }
  }

  public Optional<URI> next() {
    return Optional.ofNullable(nextOrNull);
  }

  public JsonObject toDocument() {
    var form =
        Wire.object("LogPage")
            .add("attributedTo", node.toString())
            .add("answers", Wire.objects(answers))
            .add("flattrs", Wire.objects(flattrs));
    next().ifPresent(next -> form.add("next", next.toString()));
    return Vocabulary.withContext(form.build());
  }

  /**
   * The page that a document is. What its activities say, and whose they are, is not looked at.
   *
   * @throws ProtocolException when the document is no such page
   */
  public static LogPage read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("LogPage");
    return new LogPage(
        form.actorId("attributedTo"),
        form.documents("answers", MOST),
        form.documents("flattrs", MOST),
        form.has("next") ? form.uri("next") : null);
  }
}
