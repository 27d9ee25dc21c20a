package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Checkpoints of a pair's log, offered, answered and asked for. */
final class CheckpointForm {

  private CheckpointForm() {}

  static JsonObject write(FlattrCheckpoint checkpoint) {
    return form(checkpoint).build();
  }

  static JsonObject write(LogHead head) {
    JsonObject form =
        form(head.checkpoint())
            .add("attributedTo", head.node().toString())
            .add("highest", head.highest())
            .add("closed", head.closed())
            .add("published", head.published().toString())
            .build();
    return Vocabulary.withContext(form);
  }

  private static JsonObjectBuilder form(FlattrCheckpoint checkpoint) {
    return Wire.object("FlattrCheckpoint")
        .add("period", checkpoint.period().toString())
        .add("debtor", checkpoint.debtor().toString())
        .add("creditor", checkpoint.creditor().toString())
        .add("count", checkpoint.count())
        .add("root", checkpoint.root());
  }

  static CheckpointOffer readOffer(Fields offer) {
    var envelope = Envelope.read(offer);
    return new CheckpointOffer(
        envelope.id(),
        envelope.actor(),
        offer.nested("object", CheckpointForm::read),
        envelope.published());
  }

  static CheckpointAnswer readAnswer(Fields accept) {
    var envelope = Envelope.read(accept);
    return new CheckpointAnswer(
        envelope.id(),
        envelope.actor(),
        accept.activityId("object"),
        accept.nested("result", CheckpointForm::read),
        envelope.published());
  }

  static LogHead readHead(Fields form) {
    form.requireType("FlattrCheckpoint");
    return new LogHead(
        form.actorId("attributedTo"),
        read(form),
        form.integer("highest"),
        form.flag("closed"),
        form.instant("published"));
  }

  static FlattrCheckpoint read(Fields form) {
    return new FlattrCheckpoint(
        form.period("period"),
        form.actorId("debtor"),
        form.actorId("creditor"),
        form.integer("count"),
        form.text("root"));
  }
}
