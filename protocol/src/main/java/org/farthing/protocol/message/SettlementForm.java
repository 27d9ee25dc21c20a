package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementAnswer.Objection;
import org.farthing.protocol.money.CurrencyUnit;

/** Settlements, offered and answered. */
final class SettlementForm {

  private SettlementForm() {}

  static JsonObject write(Settlement settlement) {
    return Wire.object("Settlement")
        .add("id", settlement.id().toString())
        .add("period", settlement.period().toString())
        .add("currency", settlement.net().currency().code())
        .add("payer", settlement.payer().toString())
        .add("payee", settlement.payee().toString())
        .add("statements", Wire.texts(settlement.statements()))
        .add("net", settlement.net().toWire())
        .add("paid", settlement.paid().toWire())
        .add("carried", settlement.carried().toWire())
        .add("reference", settlement.reference())
        .build();
  }

  static Settlement read(Fields form) {
    CurrencyUnit currency = form.currency("currency");
    return new Settlement(
        form.activityId("id"),
        form.period("period"),
        form.actorId("payer"),
        form.actorId("payee"),
        form.activityIds("statements", Settlement.MOST_STATEMENTS),
        form.money("net", currency),
        form.money("paid", currency),
        form.money("carried", currency),
        form.text("reference"));
  }

  static JsonObject result(Objection objection) {
    return Wire.object("Objection").add("detail", objection.detail()).build();
  }

  static SettlementOffer readOffer(Fields offer) {
    var envelope = Envelope.read(offer);
    return new SettlementOffer(
        envelope.id(),
        envelope.actor(),
        offer.nested("object", SettlementForm::read),
        envelope.published());
  }

  static Confirmation readConfirmation(Fields accept) {
    var envelope = Envelope.read(accept);
    return new Confirmation(
        envelope.id(),
        envelope.actor(),
        accept.activityId("object"),
        accept.nested("result", SettlementForm::read),
        envelope.published());
  }

  static Objection readObjection(Fields reject) {
    var envelope = Envelope.read(reject);
    return new Objection(
        envelope.id(),
        envelope.actor(),
        reject.activityId("object"),
        reject.in("result").text("detail"),
        envelope.published());
  }
}
