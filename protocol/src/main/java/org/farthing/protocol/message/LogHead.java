package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/**
 * What a node says of a pair's log when it is asked, as a document of its own with its proof: the
 * fields of a {@link FlattrCheckpoint} and {@code {attributedTo, highest, closed, published}}.
 *
 * @param node whose word it is, one of the pair
 * @param highest the highest sequence that the node knows to be taken; beyond the checkpoint's
 *     count when something before it is missing
 * @param closed whether no flattr will be counted in it any more; only its creditor can know
 */
public record LogHead(
    ActorId node, FlattrCheckpoint checkpoint, long highest, boolean closed, Instant published) {

  public LogHead {
    Checks.that(
        node.equals(checkpoint.debtor()) || node.equals(checkpoint.creditor()),
        "/attributedTo",
        "One of the pair.");
    Checks.range("/highest", checkpoint.count(), Checks.LARGEST_INTEGER, highest);
    Checks.that(
        !closed || node.equals(checkpoint.creditor()), "/closed", "For the creditor to say.");
  }

  public JsonObject toDocument() {
    return CheckpointForm.write(this);
  }

  /**
   * The head that a document is, whoever sent it.
   *
   * @throws ProtocolException when the document is no such head
   */
  public static LogHead read(JsonObject document) {
    return CheckpointForm.readHead(new Fields(document));
  }
}
