package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ProtocolException;

/**
 * Documents as messages: {@link MessageWriter} turned round. Unknown fields are ignored. No proof
 * is looked at and no sender compared: that the actor said it has to be known before.
 */
public final class MessageReader {

  private static final String FLATTR = "flattr";

  private MessageReader() {}

  /**
   * The message that an activity is, or empty when it is none of ours: a bare Like, a Follow, an
   * Accept of a Follow.
   *
   * @throws ProtocolException for an activity that is ours by its {@code flattr} or by the type of
   *     its result or object, and wrong; {@code unknown_kind} when it may be right for a later
   *     version of the protocol
   */
  public static Optional<FarthingMessage> read(JsonObject document) {
    var activity = new ActivityDocument(document);
    if (activity.is("Like")) {
      return has(document, FLATTR)
          ? Optional.of(FlattrForm.read(new Fields(document)))
          : Optional.empty();
    }
    if (activity.is("Undo")) {
      return undoesFlattr(document) ? Optional.of(undo(document)) : Optional.empty();
    }
    return kind(document).map(kind -> message(kind, new Fields(document)));
  }

  private static boolean undoesFlattr(JsonObject undo) {
    return undo.getOrDefault("object", JsonValue.NULL) instanceof JsonObject undone
        && has(undone, FLATTR);
  }

  private static Unflattr undo(JsonObject document) {
    var fields = new Fields(document);
    fields.requireType("Undo");
    return FlattrForm.readUndo(fields);
  }

  /** The type of what an activity brings along, when that is ours: its result, else its object. */
  private static Optional<String> kind(JsonObject document) {
    return typeOf(document, "result")
        .or(() -> typeOf(document, "object"))
        .filter(type -> Vocabulary.isOurs(type, document));
  }

  private static Optional<String> typeOf(JsonObject document, String name) {
    return document.getOrDefault(name, JsonValue.NULL) instanceof JsonObject part
            && part.getOrDefault("type", JsonValue.NULL) instanceof JsonString type
        ? Optional.of(type.getString())
        : Optional.empty();
  }

  private static FarthingMessage message(String kind, Fields activity) {
    String type = activity.text("type");
    return switch (type + " " + kind) {
      case "Accept FlattrReceipt" -> FlattrAnswerForm.readReceipt(activity);
      case "Accept UndoReceipt" -> FlattrAnswerForm.readUndoReceipt(activity);
      case "TentativeReject FlattrWaiting" -> FlattrAnswerForm.readWaiting(activity);
      case "Reject FlattrRefusal" -> FlattrAnswerForm.readRefusal(activity);
      case "Offer Gift" -> GiftForm.read(activity);
      case "Offer FlattrCheckpoint" -> CheckpointForm.readOffer(activity);
      case "Accept FlattrCheckpoint" -> CheckpointForm.readAnswer(activity);
      case "Offer Statement" -> StatementForm.readOffer(activity);
      case "Accept Statement" -> StatementForm.readAgreement(activity);
      case "Reject Disagreement" -> StatementForm.readDisagreement(activity);
      case "Offer Settlement" -> SettlementForm.readOffer(activity);
      case "Accept Settlement" -> SettlementForm.readConfirmation(activity);
      case "Reject Objection" -> SettlementForm.readObjection(activity);
      case "Offer Payment" -> PaymentForm.readOffer(activity);
      case "Accept PaymentReceipt" -> PaymentForm.readAnswer(activity);
      case "Announce Claim" -> ClaimForm.read(activity);
      default ->
          throw new ProtocolException("unknown_kind", "No message of this version is so formed.");
    };
  }

  private static boolean has(JsonObject object, String name) {
    return object.getOrDefault(name, JsonValue.NULL).getValueType() != JsonValue.ValueType.NULL;
  }
}
