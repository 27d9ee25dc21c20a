package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A flattr as a {@code Like}, and what makes it one: its member {@code flattr}. */
final class FlattrForm {

  private FlattrForm() {}

  static JsonObject terms(Flattr flattr) {
    JsonObjectBuilder terms =
        Wire.object("Flattr")
            .add("period", flattr.period().toString())
            .add("creator", flattr.creator().toString())
            .add("currency", flattr.currency().code());
    flattr.donorTag().ifPresent(tag -> terms.add("donorTag", tag));
    flattr.replaces().ifPresent(earlier -> terms.add("replaces", earlier.toString()));
    return terms.build();
  }

  static Flattr read(Fields like) {
    like.requireType("Like");
    var envelope = Envelope.read(like);
    Fields terms = like.in("flattr");
    terms.requireType("Flattr");
    return new Flattr(
        envelope.id(),
        envelope.actor(),
        like.uri("object"),
        terms.period("period"),
        terms.actorId("creator"),
        terms.currency("currency"),
        terms.has("donorTag") ? terms.text("donorTag") : null,
        terms.has("replaces") ? terms.activityId("replaces") : null,
        envelope.published());
  }

  static Unflattr readUndo(Fields undo) {
    var envelope = Envelope.read(undo);
    return new Unflattr(
        envelope.id(),
        envelope.actor(),
        undo.nested("object", FlattrForm::read),
        envelope.published());
  }
}
