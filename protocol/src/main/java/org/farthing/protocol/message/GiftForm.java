package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** A gift: what an {@code Offer} of one has as its object. */
final class GiftForm {

  private GiftForm() {}

  static JsonObject write(Gift gift) {
    JsonObjectBuilder form =
        Wire.object("Gift")
            .add("period", gift.period().toString())
            .add("creator", gift.creator().toString())
            .add("amount", gift.amount().toWire())
            .add("currency", gift.currency().code());
    gift.donorTag().ifPresent(tag -> form.add("donorTag", tag));
    return form.build();
  }

  static Gift read(Fields offer) {
    var envelope = Envelope.read(offer);
    Fields form = offer.in("object");
    return new Gift(
        envelope.id(),
        envelope.actor(),
        form.period("period"),
        form.actorId("creator"),
        form.money("amount", form.currency("currency")),
        form.has("donorTag") ? form.text("donorTag") : null,
        envelope.published());
  }
}
