package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementAnswer.Objection;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;

/**
 * Messages as documents, unsigned. {@code docs/protocol/messages.md} shows each form with an
 * example; {@link MessageReader} reads them back.
 */
public final class MessageWriter {

  private MessageWriter() {}

  /**
   * The document of a message. The same message always gives the same document.
   *
   * @param peer whom a message goes to that does not name its recipient itself: an answer to a
   *     flattr or gift, a disagreement or objection, a payment and its receipt
   */
  public static JsonObject write(FarthingMessage message, ActorId peer) {
    return Vocabulary.withContext(
        switch (message) {
          case Flattr flattr -> like(flattr);
          case Gift gift -> activity("Offer", gift, GiftForm.write(gift), gift.creator());
          case Unflattr undo -> activity("Undo", undo, like(undo.flattr()), creatorOf(undo));
          case FlattrAnswer answer ->
              answer(
                  activityType(answer),
                  answer,
                  answer.flattr(),
                  peer,
                  FlattrAnswerForm.result(answer));
          case CheckpointOffer offer ->
              activity(
                  "Offer",
                  offer,
                  CheckpointForm.write(offer.checkpoint()),
                  offer.checkpoint().debtor());
          case CheckpointAnswer answer ->
              answer(
                  "Accept",
                  answer,
                  answer.offer(),
                  answer.checkpoint().creditor(),
                  CheckpointForm.write(answer.checkpoint()));
          case StatementOffer offer -> offer(offer);
          case StatementAnswer answer -> answer(answer, peer);
          case SettlementOffer offer -> offer(offer);
          case SettlementAnswer answer -> answer(answer, peer);
          case PaymentOffer offer ->
              activity("Offer", offer, PaymentForm.write(offer.payment()), peer);
          case PaymentAnswer answer ->
              answer("Accept", answer, answer.offer(), peer, PaymentForm.result(answer));
          case Claim claim -> activity("Announce", claim, ClaimForm.write(claim), peer);
        });
  }

  private static JsonObject like(Flattr flattr) {
    JsonObject like = activity("Like", flattr, Wire.text(flattr.thing()), flattr.creator());
    return with(like, "flattr", FlattrForm.terms(flattr));
  }

  private static ActorId creatorOf(Unflattr undo) {
    return undo.flattr().creator();
  }

  private static String activityType(FlattrAnswer answer) {
    return switch (answer) {
      case FlattrAnswer.Receipt _, FlattrAnswer.UndoReceipt _ -> "Accept";
      case FlattrAnswer.Waiting _ -> "TentativeReject";
      case FlattrAnswer.Refusal _ -> "Reject";
    };
  }

  private static JsonObject offer(StatementOffer offer) {
    Statement statement = offer.statement();
    return activity("Offer", offer, StatementForm.write(statement), statement.creditor());
  }

  private static JsonObject answer(StatementAnswer answer, ActorId peer) {
    return switch (answer) {
      case Agreement agreement -> {
        Statement statement = agreement.statement();
        JsonObject result = StatementForm.write(statement);
        JsonObject whole = answer("Accept", answer, answer.offer(), statement.debtor(), result);
        yield agreement.isWhole()
            ? whole
            : with(whole, "except", StatementForm.exception(agreement));
      }
      case Disagreement disagreement ->
          answer("Reject", answer, answer.offer(), peer, StatementForm.result(disagreement));
    };
  }

  private static JsonObject offer(SettlementOffer offer) {
    Settlement settlement = offer.settlement();
    return activity("Offer", offer, SettlementForm.write(settlement), settlement.payee());
  }

  private static JsonObject answer(SettlementAnswer answer, ActorId peer) {
    return switch (answer) {
      case Confirmation confirmation -> {
        Settlement settlement = confirmation.settlement();
        JsonObject result = SettlementForm.write(settlement);
        yield answer("Accept", answer, answer.offer(), settlement.payer(), result);
      }
      case Objection objection ->
          answer("Reject", answer, answer.offer(), peer, SettlementForm.result(objection));
    };
  }

  private static JsonObject answer(
      String type, FarthingMessage answer, ActivityId answered, ActorId to, JsonObject result) {
    return with(activity(type, answer, Wire.text(answered), to), "result", result);
  }

  private static JsonObject activity(
      String type, FarthingMessage message, JsonValue object, ActorId to) {
    return Wire.object(type)
        .add("id", message.id().toString())
        .add("actor", message.actor().toString())
        .add("object", object)
        .add("to", Wire.JSON.createArrayBuilder().add(to.toString()))
        .add("published", message.published().toString())
        .build();
  }

  private static JsonObject with(JsonObject document, String name, JsonValue value) {
    return Wire.JSON.createObjectBuilder(document).add(name, value).build();
  }
}
