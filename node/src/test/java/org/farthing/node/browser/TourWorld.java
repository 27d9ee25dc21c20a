package org.farthing.node.browser;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.farthing.node.FediServer;
import org.farthing.node.account.Member;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.signin.Mailbox;
import org.farthing.node.signin.PlainBrowser;
import org.farthing.node.signin.TestApp;
import org.farthing.node.signin.TestGuest;
import org.farthing.node.signin.TestPasskey;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jsoup.Jsoup;

/** The nodes of a {@link Tour}: one with a little of everything, and those of the first pages. */
final class TourWorld implements AutoCloseable {

  private static final int MANY = 60;
  static final String SONG = "https://bob.example/song";
  private static final String LONG_TITLE =
      "Donaudampfschifffahrtsgesellschaftskapitän and other words that do not end where one would"
          + " expect them to, <b>told</b> in full";

  final WebFixture web = WebFixture.start();

  /** A node that nobody has set up yet. */
  final WebFixture empty = WebFixture.start();

  private final Mailbox mailbox = Mailbox.open();

  /** A node that everybody may join, and that writes e-mails. */
  final WebFixture writing = WebFixture.start(mailbox.terms());

  private final FediServer fedi = FediServer.start();
  final Member newcomer;
  final Member member;
  final Member generous;
  final Member admin;
  final Member bob;
  final Member held;
  final Member fan;
  final Member careful;
  final Member returning;
  final String flattr;
  final String passkey;
  final TestGuest guest;

  /** By which an address is confirmed, on the node that writes e-mails. */
  final String confirmation;

  TourWorld() {
    this.bob = web.aCreator("bob", SONG);
    this.fan = web.aDonor("fan");
    web.node.things().register("https://bob.example/long", LONG_TITLE, bob.id(), "bob");
    playMonths();
    this.passkey = TestPasskey.of(web.setup, bob.id(), "Phone with a <b>long</b> name of its own");
    this.guest = TestGuest.of(web.setup, "a.rather_long.name@a-server-with-a-long-name.example");
    this.newcomer = web.node.members().create("nora", "Nora");
    this.member = web.aDonor("ada");
    this.generous = web.aDonor("gwen");
    this.admin = web.node.members().create("root_of_all", "Ruth");
    web.node.members().setAdmin(admin.id(), true);
    this.careful = aCarefulMember();
    this.returning = aMemberWithAPassword();
    this.confirmation = joinsByEmail();
    this.held = web.node.members().create("held", "Hedda");
    web.node.payoutDecisions().freeze(held.id().value(), Mandate.ofCommand("asked the bank"));
    subscribes();
    hearsFromElsewhere();
    web.node.things().register("https://ada.example/", "Ada’s notes", member.id(), "ada");
    web.node.flattrs().record(member.id(), "https://bob.example/long", false);
    this.flattr = give(member, SONG);
    IntStream.range(0, MANY)
        .forEach(
            i -> {
              String thing = "https://bob.example/songs/" + i;
              web.node.things().register(thing, "Song " + i, bob.id(), "bob");
              give(generous, thing);
            });
    asksFundsBack();
    dealsWithAnotherNode();
  }

  /** A part is sent, a part refused, a part waits. */
  private void asksFundsBack() {
    PayoutDetails to = PayoutDetails.typed("Gwen", "DE89370400440532013000");
    for (String key : List.of("first", "second", "third")) {
      web.node.payouts().requestBack(generous.id().value(), 2_500_000, to, key);
    }
    List<Payout> asked = web.node.payouts().of(generous.id().value());
    web.node.payoutDecisions().sent(asked.get(2).id(), Mandate.ofCommand("sent"));
    web.node.payoutDecisions().refuse(asked.get(1).id(), Mandate.ofCommand("account closed"));
  }

  /** The months before the one in which all else happens: four in which somebody gives. */
  private void playMonths() {
    web.node.giving().setBudget(fan.id(), 20_000_000);
    YearMonth month = YearMonth.of(2026, 11);
    for (int played = 0; played < 4; played++) {
      give(fan, SONG);
      giveExtra(fan, "1.50");
      if (played % 2 == 0) {
        give(fan, "https://bob.example/long");
      }
      web.calendar.set(month.plusMonths(1).atDay(4).atStartOfDay(ZoneOffset.UTC).toInstant());
      web.node.monthClose().advance(month, CloseStage.CLOSED);
      month = month.plusMonths(1);
    }
    web.node
        .payouts()
        .setDetails(bob.id().value(), PayoutDetails.typed("Bob", "DE89370400440532013000"));
    for (String key : List.of("first", "second", "third")) {
      web.node.payouts().request(bob.id().value(), 12_000_000, key);
    }
    List<Payout> asked = web.node.payouts().of(bob.id().value());
    web.node.payoutDecisions().sent(asked.get(2).id(), Mandate.ofCommand("sent"));
    web.node.payoutDecisions().refuse(asked.get(1).id(), Mandate.ofCommand("account closed"));
    web.node.identities().add(bob.id(), IdentityKind.SITE, "bob.example");
  }

  /** To what goes on, to what pauses, and to what has an end; and gives extra. */
  private void subscribes() {
    Member amy = web.aCreator("amy", "https://amy.example/over");
    web.node.subscriptions().add(member.id(), SONG, true);
    web.node.subscriptions().add(member.id(), "https://bob.example/long", false);
    web.node.subscriptions().add(member.id(), "https://amy.example/over", null);
    List<Subscription> all = web.node.subscriptions().of(member.id());
    web.node.subscriptions().pause(member.id(), all.get(1).id());
    long over = web.node.things().find("https://amy.example/over").orElseThrow().id();
    web.node.publications().withdraw(amy, over);
    for (String amount : List.of("2.50", "12.00")) {
      giveExtra(member, amount);
    }
  }

  private void giveExtra(Member donor, String amount) {
    web.node
        .gifts()
        .give(
            donor.id(),
            new Gifts.Wish(
                Uuid7.next().toString(),
                web.node.creators().creator("bob@" + web.node.origin().authority()),
                new BigDecimal(amount).movePointRight(6).longValueExact(),
                amount.equals("2.50")));
  }

  private Member aMemberWithAPassword() {
    Member rita = web.aDonor("rita");
    choosesPassword(rita);
    return rita;
  }

  private PlainBrowser choosesPassword(Member who) {
    PlainBrowser browser = new PlainBrowser(web);
    done(() -> browser.fill(link(who), "password", PlainBrowser.PASSWORD));
    return browser;
  }

  /** Returns what the letter to who joins leads to. */
  private String joinsByEmail() {
    done(() -> new PlainBrowser(writing).join("mia"));
    return writing.node.origin() + Mailbox.link(mailbox.letter(1));
  }

  /** Somebody with a password, who is asked for a code after it. */
  private Member aCarefulMember() {
    Member cara = web.node.members().create("cara", "Cara");
    PlainBrowser browser = choosesPassword(cara);
    HttpResponse<String> factor = done(() -> browser.get("/me/second-factor"));
    TestApp app = new TestApp(Jsoup.parse(factor.body()).select("code.secret").text());
    done(
        () ->
            browser.submit(
                factor,
                "/me/second-factor",
                "code",
                app.code(0),
                "current",
                PlainBrowser.PASSWORD));
    return cara;
  }

  private static <T> T done(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** By which a member chooses a password. */
  String link(Member who) {
    return PlainBrowser.path(web.node.signIn().linkFor(who.id()));
  }

  /** Bob is followed, asked, and written to by people elsewhere, and says something to them. */
  private void hearsFromElsewhere() {
    ActorId bobElsewhere = web.node.ids().member("bob");
    fedi.tells(web.node, fedi.activity("Follow", fedi.aPerson(), bobElsewhere.toString()));
    web.node
        .profiles()
        .change(
            bob.id(),
            new ProfileChange(null, null, null, null, null, null, null, null, true, null, null));
    fedi.tells(web.node, fedi.activity("Follow", fedi.aPerson(), bobElsewhere.toString()));
    ActorId carol = fedi.aPerson();
    for (String text : List.of("<p>Which song is it in the third verse?</p>", LONG_TITLE)) {
      JsonObject note = note(carol, text, bobElsewhere);
      fedi.publish(note);
      fedi.tells(web.node, fedi.activity("Create", carol).add("object", note).build());
      web.node
          .social()
          .ownReactions()
          .say(bobElsewhere, OwnReaction.Kind.LIKE, note.getString("id"));
    }
    String handle = carol.uri().getPath().substring("/users/".length());
    web.node.social().followings().follow(bobElsewhere, handle + "@" + fedi.origin.authority());
  }

  /** One that owes a little in the month that goes on, and that no message reaches. */
  private void dealsWithAnotherNode() {
    List<String> rows =
        List.of(
            "insert into peer (id, actor, inbox, added_at, suspended_since, suspended_for) values"
                + " (7, 'https://birch.example/actor', 'https://birch.example/inbox', now(6),"
                + " now(6), 'late')",
            "insert into pair_month (period, peer_id, ours, theirs, netted, paid, done) values"
                + " ('2027-03', 7, 'none', 'none', 'none', 'none', false)",
            "insert into line_hold (id, peer_id, kind, subject, reason, held_at) values (3, 7,"
                + " 'flattr', 'https://birch.example/flattrs/019a3f5e-7c00-7abc-8def-0123456789ab',"
                + " 'thirty new accounts in one night', now(6))",
            "insert into outbound_message (sequence, id_hash, id, body, created_at) values (900,"
                + " unhex(repeat('00', 32)), 'https://here.example/1', '{}', now(6))",
            "insert into delivery (message, inbox_hash, inbox, host, state, attempts, next_try,"
                + " tried_at, error) values (900, unhex(repeat('00', 32)),"
                + " 'https://birch.example/inbox', 'birch.example', 'pending', 4, now(6) + interval"
                + " 1 day, now(6), 'unreachable')");
    try (Database database = Database.open(web.setup.database(), 2)) {
      database.execute(tx -> rows.forEach(tx.dsl()::execute));
    }
  }

  private JsonObject note(ActorId author, String content, ActorId to) {
    return Json.newObject()
        .add("id", fedi.origin + "/notes/" + content.length())
        .add("type", "Note")
        .add("attributedTo", author.toString())
        .add("content", content)
        .add("to", "https://www.w3.org/ns/activitystreams#Public")
        .add("cc", to.toString())
        .build();
  }

  private String give(Member donor, String thing) {
    return switch (web.node.flattrs().record(donor.id(), thing, true)) {
      case RecordOutcome.Recorded it -> it.flattr().id().toString();
      case RecordOutcome.AlreadyFlattred it -> it.flattr().id().toString();
      default -> throw new IllegalStateException("Refused: " + thing);
    };
  }

  /** The id of a thing. */
  long thing(String url) {
    return web.node.things().find(url).orElseThrow().id();
  }

  /** The page that withdraws a thing. */
  String withdraw(String url) {
    return "/me/creator/things/" + thing(url) + "/withdraw";
  }

  @Override
  public void close() {
    fedi.close();
    writing.close();
    mailbox.close();
    empty.close();
    web.close();
  }
}
