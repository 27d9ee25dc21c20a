package org.farthing.protocol.message;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
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
    return disagreement(disagreement.statement(), disagreement.disputes());
  }

  /** What an agreement leaves out. */
  static JsonObject exception(Agreement agreement) {
    return disagreement(agreement.statement().id(), agreement.disputes());
  }

  private static JsonObject disagreement(ActivityId statement, List<Dispute> disputes) {
    return Wire.object("Disagreement")
        .add("statement", statement.toString())
        .add("disputes", disputes(disputes))
        .build();
  }

  private static JsonArrayBuilder disputes(List<Dispute> disputes) {
    JsonArrayBuilder array = Wire.JSON.createArrayBuilder();
    for (Dispute dispute : disputes) {
      JsonObjectBuilder form = Wire.object("Dispute");
      dispute.flattr().ifPresent(flattr -> form.add("flattr", flattr.toString()));
      if (dispute.amountMicros() > 0) {
        form.add("amount", Long.toString(dispute.amountMicros()));
      }
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
    Statement statement = accept.nested("result", StatementForm::read);
    return new Agreement(
        envelope.id(),
        envelope.actor(),
        accept.activityId("object"),
        statement,
        accept.has("except") ? exceptions(accept.in("except"), statement) : List.of(),
        envelope.published());
  }

  private static List<Dispute> exceptions(Fields except, Statement statement) {
    except.requireType("Disagreement");
    Checks.that(
        except.activityId("statement").equals(statement.id()),
        "/statement",
        "The statement that is agreed to.");
    return disputes(except);
  }

  private static List<Dispute> disputes(Fields disagreement) {
    return disagreement.objects("disputes", Disagreement.MOST_DISPUTES, StatementForm::readDispute);
  }

  static Disagreement readDisagreement(Fields reject) {
    var envelope = Envelope.read(reject);
    Fields result = reject.in("result");
    return new Disagreement(
        envelope.id(),
        envelope.actor(),
        reject.activityId("object"),
        result.activityId("statement"),
        disputes(result),
        envelope.published());
  }

  private static Dispute readDispute(Fields form) {
    form.requireType("Dispute");
    return new Dispute(
        form.has("flattr") ? form.activityId("flattr") : null,
        form.code("code", Dispute.Code.class),
        form.has("amount") ? form.micros("amount") : 0,
        form.text("detail"));
  }
}
