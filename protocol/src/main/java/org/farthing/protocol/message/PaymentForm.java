package org.farthing.protocol.message;

import jakarta.json.JsonObject;

/** Payments, announced and confirmed. */
final class PaymentForm {

  private PaymentForm() {}

  static JsonObject write(Payment payment) {
    return Wire.object("Payment")
        .add("id", payment.id().toString())
        .add("settlement", payment.settlement().toString())
        .add("currency", payment.amount().currency().code())
        .add("amount", payment.amount().toWire())
        .add("rail", payment.rail())
        .add("reference", payment.reference())
        .build();
  }

  static Payment read(Fields form) {
    return new Payment(
        form.activityId("id"),
        form.activityId("settlement"),
        form.money("amount", form.currency("currency")),
        form.text("rail"),
        form.text("reference"));
  }

  static JsonObject result(PaymentAnswer answer) {
    return Wire.object("PaymentReceipt").add("payment", answer.payment().toString()).build();
  }

  static PaymentOffer readOffer(Fields offer) {
    var envelope = Envelope.read(offer);
    return new PaymentOffer(
        envelope.id(),
        envelope.actor(),
        offer.nested("object", PaymentForm::read),
        envelope.published());
  }

  static PaymentAnswer readAnswer(Fields accept) {
    var envelope = Envelope.read(accept);
    return new PaymentAnswer(
        envelope.id(),
        envelope.actor(),
        accept.activityId("object"),
        accept.in("result").activityId("payment"),
        envelope.published());
  }
}
