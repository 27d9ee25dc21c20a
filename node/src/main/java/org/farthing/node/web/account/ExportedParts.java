package org.farthing.node.web.account;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.farthing.node.bot.BotCall;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.GivenMonth;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.flattr.LinkedLike;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.identity.Identity;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.Payouts;
import org.farthing.node.publication.Publication;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.settlement.Income;
import org.farthing.node.social.OwnReaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/** What of a member's is which JSON: amounts as decimal texts, instants as in RFC 3339. */
final class ExportedParts {

  private final CurrencyUnit currency;

  ExportedParts(CurrencyUnit currency) {
    this.currency = currency;
  }

  JsonObject profile(LocalActor member, boolean likesAreFlattrs, boolean mentionsAreFlattrs) {
    ActorProfile profile = member.profile();
    JsonArrayBuilder fields = Json.newArray();
    profile
        .fields()
        .forEach(
            it -> fields.add(Json.newObject().add("name", it.name()).add("value", it.value())));
    JsonArrayBuilder others = Json.newArray();
    profile.alsoKnownAs().forEach(it -> others.add(it.toString()));
    JsonObjectBuilder json =
        Json.newObject()
            .add("name", member.name())
            .add("displayName", member.displayName())
            .add("createdAt", member.createdAt().toString())
            .add("bio", profile.bio())
            .add("fields", fields)
            .add("alsoKnownAs", others)
            .add("discoverable", profile.discoverable())
            .add("indexable", profile.indexable())
            .add("approvesFollowers", profile.approvesFollowers())
            .add("showsFollows", profile.showsFollows())
            .add("showsFlattrs", profile.showsFlattrs())
            .add("likesAreFlattrs", likesAreFlattrs)
            .add("mentionsAreFlattrs", mentionsAreFlattrs);
    addIfThere(json, "movedTo", profile.movedTo().map(ActorId::toString).orElse(null));
    addIfThere(json, "icon", profile.icon().map(URI::toString).orElse(null));
    addIfThere(json, "image", profile.image().map(URI::toString).orElse(null));
    return json.build();
  }

  JsonObject identity(Identity identity) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("kind", identity.kind().code())
            .add("value", identity.value().toString())
            .add("state", identity.state().code());
    addIfThere(json, "how", identity.howOrNull());
    addIfThere(json, "provedAt", text(identity.provedAtOrNull()));
    addIfThere(json, "checkedAt", text(identity.checkedAtOrNull()));
    return json.build();
  }

  JsonObject thing(Publication thing) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("url", thing.url())
            .add("title", thing.content().title())
            .add("publishedAt", thing.publishedAt().toString());
    addIfThere(json, "summary", thing.content().summaryOrNull());
    addIfThere(json, "text", thing.content().textOrNull());
    addIfThere(json, "withdrawnAt", text(thing.withdrawnAtOrNull()));
    return json.build();
  }

  JsonObject budget(Means means) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("thisMonth", decimal(means.budget().in(means.month())))
            .add("nextMonth", decimal(means.budget().in(means.month().plusMonths(1))))
            .add("anonymous", means.budget().anonymous())
            .add("reserved", decimal(means.reservedMicros()))
            .add("funds", decimal(means.fundsMicros()))
            .add("owed", decimal(means.owedMicros()));
    means
        .budget()
        .maximumPerFlattr()
        .ifPresent(maximum -> json.add("maximumPerFlattr", decimal(maximum)));
    return json.build();
  }

  /**
   * @param split whether the shares are final; else they are only how it stands
   */
  JsonObject month(GivenMonth month, boolean split, List<GivenGift> gifts) {
    JsonArrayBuilder flattrs = Json.newArray();
    month.flattrs().forEach(it -> flattrs.add(flattr(it, month.shareMicros().get(it.id()))));
    JsonArrayBuilder extra = Json.newArray();
    gifts.forEach(it -> extra.add(gift(it)));
    return Json.newObject()
        .add("month", month.month().toString())
        .add("reserved", decimal(month.reservedMicros()))
        .add("sharesAreFinal", split)
        .add("flattrs", flattrs)
        .add("gifts", extra)
        .build();
  }

  private JsonObjectBuilder flattr(Given flattr, @Nullable Long shareMicros) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("id", flattr.id().toString())
            .add("url", flattr.thing().url())
            .add("state", code(flattr.state()))
            .add("anonymous", flattr.anonymous())
            .add("recordedAt", flattr.recordedAt().toString());
    addIfThere(json, "title", flattr.thing().titleOrNull());
    addIfThere(json, "creator", flattr.creator().map(it -> it.actor().toString()).orElse(null));
    addIfThere(json, "code", flattr.codeOrNull());
    addIfThere(json, "share", shareMicros == null ? null : decimal(shareMicros));
    return json;
  }

  private JsonObjectBuilder gift(GivenGift gift) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("id", gift.id().toString())
            .add("creator", gift.creator().actor().toString())
            .add("amount", decimal(gift.micros()))
            .add("state", code(gift.state()))
            .add("anonymous", gift.anonymous())
            .add("recordedAt", gift.recordedAt().toString());
    addIfThere(json, "code", gift.codeOrNull());
    return json;
  }

  JsonObject subscription(Subscription subscription) {
    return Json.newObject()
        .add("url", subscription.thing().url())
        .add("state", code(subscription.state()))
        .add("since", subscription.since().toString())
        .build();
  }

  JsonObject like(LinkedLike like) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("id", like.id().toString())
            .add("actor", like.actor().toString())
            .add("object", like.object())
            .add("state", code(like.state()))
            .add("receivedAt", like.receivedAt().toString());
    addIfThere(json, "code", like.codeOrNull());
    return json.build();
  }

  JsonObject mention(BotCall call) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("id", call.post().toString())
            .add("actor", call.actor().toString())
            .add("object", call.object())
            .add("state", code(call.state()))
            .add("receivedAt", call.receivedAt().toString());
    addIfThere(json, "code", call.codeOrNull());
    return json.build();
  }

  JsonObject reaction(OwnReaction said) {
    return Json.newObject()
        .add("kind", said.kind().lowerCase())
        .add("object", said.object().toString())
        .add("url", said.page().toString())
        .add("title", said.title())
        .add("since", said.since().toString())
        .build();
  }

  JsonObject deposit(Deposit deposit) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("at", deposit.at().toString())
            .add("amount", decimal(deposit.micros()))
            .add("reversed", deposit.reversal().isPresent());
    deposit.reversal().ifPresent(it -> json.add("owedSince", decimal(it.receivableMicros())));
    return json.build();
  }

  JsonObject standing(Payouts.Standing standing) {
    return Json.newObject()
        .add("pending", decimal(standing.pendingMicros()))
        .add("available", decimal(standing.availableMicros()))
        .add("setAside", decimal(standing.setAsideMicros()))
        .add("paidOut", decimal(standing.paidOutMicros()))
        .add("movedToFunds", decimal(standing.toFundsMicros()))
        .build();
  }

  JsonObject received(YearMonth month, Earnings.FromNodeForThing row) {
    Income income = row.income();
    JsonObjectBuilder json =
        Json.newObject()
            .add("month", month.toString())
            .add("node", row.host())
            .add("flattrs", income.flattrs())
            .add("gross", decimal(income.grossMicros()))
            .add("fee", decimal(income.feeMicros()))
            .add("net", decimal(income.netMicros()))
            .add("pending", decimal(income.pendingMicros()));
    Earnings.ThingName thing = row.thingOrNull();
    if (thing != null) {
      json.add("url", thing.url()).add("title", thing.title());
    }
    return json.build();
  }

  JsonObject payout(Payout payout) {
    JsonObjectBuilder json =
        Json.newObject()
            .add("amount", decimal(payout.micros()))
            .add("from", code(payout.source()))
            .add("state", code(payout.state()))
            .add("requestedAt", payout.requestedAt().toString())
            .add("changedAt", payout.changedAt().toString());
    addIfThere(json, "reason", payout.reasonOrNull());
    payout.details().ifPresent(details -> json.add("to", details(details)));
    return json.build();
  }

  JsonObject move(Payouts.Move move) {
    return Json.newObject()
        .add("at", move.at().toString())
        .add("amount", decimal(move.micros()))
        .build();
  }

  JsonObject details(PayoutDetails details) {
    return Json.newObject()
        .add("holder", details.holder())
        .add("account", details.account())
        .build();
  }

  private String decimal(long micros) {
    return new Money(micros, currency).toDecimalString();
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static void addIfThere(JsonObjectBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.add(name, value);
    }
  }
}
