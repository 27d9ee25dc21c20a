package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a node says that a flattr of a month got whose donor and creator are both its members. There
 * is no other node that could have signed it too: it is the node's word, and binds it.
 *
 * @param node who says so
 * @param thing what was flattred
 * @param donorOrNull none when the donor is anonymous
 * @param amount the share, before the node's fee
 * @param policy digest of the node's policy of the month, in lower-case hex
 * @param published when the month was cut off
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
    Instant published) {

  public OwnShare {
    Checks.envelope(id, node, published);
    Checks.sameOrigin("/flattr", flattr, node.origin());
    Checks.thing("/thing", thing);
    Checks.period("/period", period);
    Checks.sameOrigin("/creator", creator.uri(), node.origin());
    if (donorOrNull != null) {
      Checks.sameOrigin("/donor", donorOrNull.uri(), node.origin());
      Checks.that(!donorOrNull.equals(creator), "/donor", "Another than the creator.");
    }
    Checks.notNegative("/amount", amount);
    Checks.digest("/policy", policy);
  }

  public Optional<ActorId> donor() {
    return Optional.ofNullable(donorOrNull);
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
