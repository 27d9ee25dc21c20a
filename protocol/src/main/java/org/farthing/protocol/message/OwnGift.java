package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a node says that a gift gave whose donor and creator are both its members.
 *
 * @param amount the donor's own amount, above zero
 */
public record OwnGift(
    ActivityId id,
    ActorId node,
    ActivityId gift,
    YearMonth period,
    ActorId creator,
    @Nullable ActorId donorOrNull,
    Money amount,
    String policy,
    Instant published)
    implements OwnWord {

  public OwnGift {
    Checks.envelope(id, node, published);
    Checks.sameOrigin("/gift", gift, node.origin());
    Checks.ownParties(node, creator, donorOrNull);
    Checks.period("/period", period);
    Checks.that(amount.micros() > 0, "/amount", "An amount above zero.");
    Checks.digest("/policy", policy);
  }

  @Override
  public ActivityId given() {
    return gift;
  }

  public JsonObject toDocument() {
    JsonObjectBuilder form =
        Wire.object("OwnGift")
            .add("id", id.toString())
            .add("attributedTo", node.toString())
            .add("gift", gift.toString())
            .add("period", period.toString())
            .add("creator", creator.toString());
    donor().ifPresent(donor -> form.add("donor", donor.toString()));
    form.add("currency", amount.currency().code())
        .add("amount", amount.toWire())
        .add("policy", policy)
        .add("published", published.toString());
    return Vocabulary.withContext(form.build());
  }

  /**
   * The gift that a document is, whoever sent it.
   *
   * @throws ProtocolException when the document is none
   */
  public static OwnGift read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("OwnGift");
    return new OwnGift(
        form.activityId("id"),
        form.actorId("attributedTo"),
        form.activityId("gift"),
        form.period("period"),
        form.actorId("creator"),
        form.has("donor") ? form.actorId("donor") : null,
        form.money("amount", form.currency("currency")),
        form.text("policy"),
        form.instant("published"));
  }
}
