package org.farthing.protocol.message;

import jakarta.json.JsonObject;

/** What a creator has shown to be theirs, announced. */
final class ClaimForm {

  private ClaimForm() {}

  static JsonObject write(Claim claim) {
    return Wire.object("Claim")
        .add("creator", claim.creator().toString())
        .add("urls", Wire.texts(claim.urls()))
        .build();
  }

  static Claim read(Fields announce) {
    var envelope = Envelope.read(announce);
    Fields claim = announce.in("object");
    claim.requireType("Claim");
    return new Claim(
        envelope.id(),
        envelope.actor(),
        claim.actorId("creator"),
        claim.uris("urls", Claim.MOST_URLS),
        envelope.published());
  }
}
