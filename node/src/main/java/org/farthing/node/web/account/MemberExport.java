package org.farthing.node.web.account;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Profiles;
import org.farthing.node.bot.BotCall;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenMonths;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.LinkedLike;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.identity.Identities;
import org.farthing.node.look.Frame;
import org.farthing.node.notice.Notice;
import org.farthing.node.notice.Notices;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Payouts;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.Publications;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.signin.SignIn;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReactions;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * All that the node keeps of a member, as one JSON document. It is written as it is read: a month
 * of flattrs at a time, other lists by pages. Thread-safe.
 */
final class MemberExport {

  private static final int PAGE = 200;

  private final LocalIds ids;
  private final InstantSource calendar;
  private final Profiles profiles;
  private final SignIn signIn;
  private final Giving giving;
  private final GivenMonths months;
  private final Gifts gifts;
  private final Subscriptions subscriptions;
  private final LinkedLikes likes;
  private final FlattrBot bot;
  private final Deposits deposits;
  private final Payouts payouts;
  private final Earnings earnings;
  private final Identities identities;
  private final Publications publications;
  private final OwnReactions reactions;
  private final Notices notices;
  private final Function<YearMonth, CloseStage> stageOf;

  /**
   * @param stageOf how far a month's closing has come
   */
  MemberExport(
      LocalIds ids,
      InstantSource calendar,
      Profiles profiles,
      SignIn signIn,
      Giving giving,
      GivenMonths months,
      Gifts gifts,
      Subscriptions subscriptions,
      LinkedLikes likes,
      FlattrBot bot,
      Deposits deposits,
      Payouts payouts,
      Earnings earnings,
      Identities identities,
      Publications publications,
      OwnReactions reactions,
      Notices notices,
      Function<YearMonth, CloseStage> stageOf) {
    this.ids = ids;
    this.calendar = calendar;
    this.profiles = profiles;
    this.signIn = signIn;
    this.giving = giving;
    this.months = months;
    this.gifts = gifts;
    this.subscriptions = subscriptions;
    this.likes = likes;
    this.bot = bot;
    this.deposits = deposits;
    this.payouts = payouts;
    this.earnings = earnings;
    this.identities = identities;
    this.publications = publications;
    this.reactions = reactions;
    this.notices = notices;
    this.stageOf = stageOf;
  }

  /**
   * @param frame in whose language notices are told
   */
  void write(Member member, Frame frame, OutputStream out) {
    try (JsonGenerator json =
        Json.createGeneratorFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
            .createGenerator(out)) {
      ExportedParts parts = new ExportedParts(frame.currency());
      json.writeStartObject()
          .write("node", frame.node())
          .write("exportedAt", calendar.instant().toString())
          .write("currency", frame.currency().code());
      writeProfile(json, parts, member);
      writeGiving(json, parts, member);
      writeReceiving(json, parts, member.id());
      writeReactions(json, parts, ids.member(member.name()));
      writeNotices(json, member.id(), frame);
      json.writeEnd();
    }
  }

  private void writeProfile(JsonGenerator json, ExportedParts parts, Member member) {
    MemberId id = member.id();
    json.write("profile", parts.profile(profiles.of(id), likes.isChosen(id), bot.isChosen(id)));
    signIn.address(id).ifPresent(address -> json.write("email", address));
    array(json, "identities", identities.of(id).stream().map(parts::identity).toList());
    json.writeStartArray("things");
    @Nullable Long before = null;
    List<Publication> page;
    do {
      page = publications.of(id, before, PAGE);
      page.stream().map(parts::thing).forEach(json::write);
      before = page.isEmpty() ? null : (Long) page.getLast().id();
    } while (page.size() == PAGE);
    json.writeEnd();
  }

  private void writeGiving(JsonGenerator json, ExportedParts parts, Member member) {
    MemberId id = member.id();
    json.write("budget", parts.budget(giving.means(id)));
    json.writeStartArray("months");
    for (YearMonth month : monthsOf(member)) {
      JsonObject written =
          parts.month(
              months.month(id, month, 0, Integer.MAX_VALUE),
              stageOf.apply(month).compareTo(CloseStage.SPLIT) >= 0,
              gifts.of(id, month));
      json.write(written);
    }
    json.writeEnd();
    array(json, "subscriptions", subscriptions.of(id).stream().map(parts::subscription).toList());
    writeSaidElsewhere(json, parts, id);
    array(json, "deposits", deposits.of(id.value()).stream().map(parts::deposit).toList());
  }

  private void writeSaidElsewhere(JsonGenerator json, ExportedParts parts, MemberId id) {
    json.writeStartArray("likesElsewhere");
    @Nullable Long before = null;
    List<LinkedLike> page;
    do {
      page = likes.of(id, before, PAGE);
      page.stream().map(parts::like).forEach(json::write);
      before = page.isEmpty() ? null : (Long) page.getLast().sequence();
    } while (page.size() == PAGE);
    json.writeEnd();
    json.writeStartArray("mentionsOfTheBot");
    @Nullable Long earlier = null;
    List<BotCall> calls;
    do {
      calls = bot.of(id, earlier, PAGE);
      calls.stream().map(parts::mention).forEach(json::write);
      earlier = calls.isEmpty() ? null : (Long) calls.getLast().sequence();
    } while (calls.size() == PAGE);
    json.writeEnd();
  }

  /** From the month in which they joined on; those in which nothing was given, too. */
  private SortedSet<YearMonth> monthsOf(Member member) {
    SortedSet<YearMonth> all = new TreeSet<>(months.months(member.id()));
    YearMonth now = monthOf(calendar.instant());
    for (YearMonth month = monthOf(member.createdAt());
        !month.isAfter(now);
        month = month.plusMonths(1)) {
      all.add(month);
    }
    return all;
  }

  private static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atZone(ZoneOffset.UTC));
  }

  private void writeReceiving(JsonGenerator json, ExportedParts parts, MemberId id) {
    json.write("revenue", parts.standing(payouts.standing(id.value())));
    json.writeStartArray("received");
    for (YearMonth month : earnings.months(id).keySet()) {
      earnings.detailed(id, month).stream()
          .map(row -> parts.received(month, row))
          .forEach(json::write);
    }
    json.writeEnd();
    array(json, "payouts", payouts.of(id.value()).stream().map(parts::payout).toList());
    array(json, "movedToFunds", payouts.moves(id.value()).stream().map(parts::move).toList());
    payouts
        .details(id.value())
        .ifPresent(details -> json.write("payoutDetails", parts.details(details)));
  }

  private void writeReactions(JsonGenerator json, ExportedParts parts, ActorId actor) {
    json.writeStartArray("likedAndBoosted");
    @Nullable Long before = null;
    List<OwnReaction> page;
    do {
      page = reactions.of(actor, null, before, PAGE);
      page.stream().map(parts::reaction).forEach(json::write);
      before = page.isEmpty() ? null : (Long) page.getLast().sequence();
    } while (page.size() == PAGE);
    json.writeEnd();
  }

  private void writeNotices(JsonGenerator json, MemberId id, Frame frame) {
    json.writeStartArray("notices");
    long before = Long.MAX_VALUE;
    List<Notice> page;
    do {
      page = notices.before(id, before, PAGE);
      for (Notice notice : page) {
        json.writeStartObject()
            .write("at", notice.createdAt().toString())
            .write("text", notice.text(frame.words(), frame.currency()))
            .write("read", notice.read())
            .writeEnd();
        before = notice.id();
      }
    } while (page.size() == PAGE);
    json.writeEnd();
  }

  private static void array(JsonGenerator json, String name, List<JsonObject> items) {
    json.writeStartArray(name);
    items.forEach(json::write);
    json.writeEnd();
  }
}
