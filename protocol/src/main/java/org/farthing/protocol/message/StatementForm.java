package org.farthing.protocol.message;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;

/** Statements, offered and answered. */
final class StatementForm {

  private StatementForm() {}

  static JsonObject write(Statement statement) {
    JsonObjectBuilder form =
        Wire.object("Statement")
            .add("id", statement.id().toString())
            .add("period", statement.period().toString())
            .add("currency", statement.gross().currency().code())
            .add("debtor", statement.debtor().toString())
            .add("creditor", statement.creditor().toString())
            .add("version", statement.version())
            .add("count", statement.count())
            .add("gross", statement.gross().toWire())
            .add("root", statement.root())
            .add("lines", statement.lines().toString())
            .add("policy", statement.policy());
    statement.previous().ifPresent(previous -> form.add("previous", previous.toString()));
    return form.build();
  }

  static Statement read(Fields form) {
    return new Statement(
        form.activityId("id"),
        form.period("period"),
        form.actorId("debtor"),
        form.actorId("creditor"),
        form.smallInteger("version"),
        form.integer("count"),
        form.money("gross", form.currency("currency")),
        form.text("root"),
        form.uri("lines"),
        form.text("policy"),
        form.has("previous") ? form.activityId("previous") : null);
  }

  static JsonObject result(Disagreement disagreement) {
    return Wire.object("Disagreement")
        .add("statement", disagreement.statement().toString())
        .add("disputes", disputes(disagreement.disputes()))
        .build();
  }

  private static JsonArrayBuilder disputes(List<Dispute> disputes) {
    JsonArrayBuilder array = Wire.JSON.createArrayBuilder();
    for (Dispute dispute : disputes) {
      JsonObjectBuilder form = Wire.object("Dispute");
      dispute.flattr().ifPresent(flattr -> form.add("flattr", flattr.toString()));
      array.add(
          form.add("code", Wire.code(dispute.code())).add("detail", dispute.detail()).build());
    }
    return array;
  }

  static StatementOffer readOffer(Fields offer) {
    var envelope = Envelope.read(offer);
    return new StatementOffer(
        envelope.id(),
        envelope.actor(),
        offer.nested("object", StatementForm::read),
        envelope.published());
  }

  static Agreement readAgreement(Fields accept) {
    var envelope = Envelope.read(accept);
    return new Agreement(
        envelope.id(),
        envelope.actor(),
        accept.activityId("object"),
        accept.nested("result", StatementForm::read),
        envelope.published());
  }

  static Disagreement readDisagreement(Fields reject) {
    var envelope = Envelope.read(reject);
    Fields result = reject.in("result");
    return new Disagreement(
        envelope.id(),
        envelope.actor(),
        reject.activityId("object"),
        result.activityId("statement"),
        result.objects("disputes", Disagreement.MOST_DISPUTES, StatementForm::readDispute),
        envelope.published());
  }

  private static Dispute readDispute(Fields form) {
    form.requireType("Dispute");
    return new Dispute(
        form.has("flattr") ? form.activityId("flattr") : null,
        form.code("code", Dispute.Code.class),
        form.text("detail"));
  }
}
