package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a node says that a flattr of a month got whose donor and creator are both its members.
 *
 * @param thing what was flattred
 * @param amount the share
 */
public record OwnShare(
    ActivityId id,
    ActorId node,
    ActivityId flattr,
    URI thing,
    YearMonth period,
    ActorId creator,
    @Nullable ActorId donorOrNull,
    Money amount,
    String policy,
    Instant published)
    implements OwnWord {

  public OwnShare {
    Checks.envelope(id, node, published);
    Checks.sameOrigin("/flattr", flattr, node.origin());
    Checks.thing("/thing", thing);
    Checks.period("/period", period);
    Checks.ownParties(node, creator, donorOrNull);
    Checks.notNegative("/amount", amount);
    Checks.digest("/policy", policy);
  }

  @Override
  public ActivityId given() {
    return flattr;
  }

  public JsonObject toDocument() {
    JsonObjectBuilder form =
        Wire.object("OwnShare")
            .add("id", id.toString())
            .add("attributedTo", node.toString())
            .add("flattr", flattr.toString())
            .add("thing", thing.toString())
            .add("period", period.toString())
            .add("creator", creator.toString());
    donor().ifPresent(donor -> form.add("donor", donor.toString()));
    form.add("currency", amount.currency().code())
        .add("amount", Long.toString(amount.micros()))
        .add("policy", policy)
        .add("published", published.toString());
    return Vocabulary.withContext(form.build());
  }

  /**
   * The share that a document is, whoever sent it.
   *
   * @throws ProtocolException when the document is none
   */
  public static OwnShare read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("OwnShare");
    return new OwnShare(
        form.activityId("id"),
        form.actorId("attributedTo"),
        form.activityId("flattr"),
        form.uri("thing"),
        form.period("period"),
        form.actorId("creator"),
        form.has("donor") ? form.actorId("donor") : null,
        form.money("amount", form.currency("currency")),
        form.text("policy"),
        form.instant("published"));
  }
}
