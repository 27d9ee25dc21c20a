package org.farthing.protocol.message;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.jspecify.annotations.Nullable;

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
    return disagreement(disagreement.statement(), disagreement);
  }

  /** What an agreement leaves out. */
  static JsonObject exception(Agreement agreement) {
    return disagreement(agreement.statement().id(), agreement);
  }

  private static JsonObject disagreement(ActivityId statement, StatementAnswer answer) {
    JsonObjectBuilder form =
        Wire.object("Disagreement")
            .add("statement", statement.toString())
            .add("disputes", disputes(answer.disputes()));
    FlattrCheckpoint log = answer.logOrNull();
    return (log == null ? form : form.add("log", CheckpointForm.write(log))).build();
  }

  private static JsonArrayBuilder disputes(List<Dispute> disputes) {
    JsonArrayBuilder array = Wire.JSON.createArrayBuilder();
    for (Dispute dispute : disputes) {
      JsonObjectBuilder form = Wire.object("Dispute");
      dispute.flattr().ifPresent(flattr -> form.add("flattr", flattr.toString()));
      if (dispute.amountMicros() > 0) {
        form.add("amount", Long.toString(dispute.amountMicros()));
      }
      form.add("code", Wire.code(dispute.code())).add("detail", dispute.detail());
      dispute.evidence().ifPresent(evidence -> add(form, evidence));
      array.add(form.build());
    }
    return array;
  }

  private static void add(JsonObjectBuilder dispute, Evidence evidence) {
    dispute.add("evidence", evidence.answer().toString());
    if (evidence.sequence() > 0) {
      dispute.add("sequence", evidence.sequence());
    }
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
        accept.has("except") ? log(accept.in("except")) : null,
        envelope.published());
  }

  private static List<Dispute> exceptions(Fields except, Statement statement) {
    except.requireType("Disagreement");
    Checks.that(
        except.activityId("statement").equals(statement.id()),
        "/except/statement",
        "The statement that is agreed to.");
    return disputes(except);
  }

  private static List<Dispute> disputes(Fields disagreement) {
    return disagreement.objects("disputes", Disagreement.MOST_DISPUTES, StatementForm::readDispute);
  }

  private static @Nullable FlattrCheckpoint log(Fields disagreement) {
    return disagreement.has("log") ? disagreement.nested("log", CheckpointForm::read) : null;
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
        log(result),
        envelope.published());
  }

  private static Dispute readDispute(Fields form) {
    form.requireType("Dispute");
    return new Dispute(
        form.has("flattr") ? form.activityId("flattr") : null,
        form.code("code", Dispute.Code.class),
        form.has("amount") ? form.micros("amount") : 0,
        form.text("detail"),
        form.has("evidence") ? readEvidence(form) : null);
  }

  private static Evidence readEvidence(Fields dispute) {
    return new Evidence(
        dispute.activityId("evidence"), dispute.has("sequence") ? dispute.integer("sequence") : 0);
  }
}
