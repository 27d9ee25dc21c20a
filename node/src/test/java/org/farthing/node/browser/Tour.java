package org.farthing.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
import org.farthing.node.signin.PlainBrowser;
import org.farthing.node.signin.TestApp;
import org.farthing.node.signin.TestGuest;
import org.farthing.node.signin.TestPasskey;
import org.farthing.node.signin.TestSession;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jsoup.Jsoup;

/**
 * A node with a little of everything, and its pages: for tests that hold for all of them, and for
 * pictures. A new page is added here.
 */
final class Tour implements AutoCloseable {

  private static final int MANY = 60;
  private static final String SONG = "https://bob.example/song";
  private static final String LONG_TITLE =
      "Donaudampfschifffahrtsgesellschaftskapitän and other words that do not end where one would"
          + " expect them to, <b>told</b> in full";

  /**
   * A page.
   *
   * @param name of its picture
   * @param path or the whole address
   * @param then what the guest does there to be led to it
   */
  record Stop(String name, Guest guest, String path, Consumer<Page> then) {

    Stop(String name, Guest guest, String path) {
      this(name, guest, path, _ -> {});
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Who looks. */
  enum Guest {
    STRANGER,
    /** Has shown an account elsewhere. */
    GUEST,
    /** Has just joined. */
    NEWCOMER,
    /** Gives a little, and receives. */
    MEMBER,
    /** Has given to very much. */
    GENEROUS,
    /** Runs the node. */
    ADMIN,
    /** Has received for some months, and asked for some of it. */
    CREATOR,
    /** Has payouts that an admin holds. */
    HELD,
    /** Has given extra in earlier months. */
    FAN,
    /** Signs in with a code, too. */
    CAREFUL
  }

  private final WebFixture web = WebFixture.start();
  private final WebFixture empty = WebFixture.start();
  private final FediServer fedi = FediServer.start();
  private final Member newcomer;
  private final Member member;
  private final Member generous;
  private final Member admin;
  private final Member bob;
  private final Member held;
  private final Member fan;
  private final Member careful;
  private final String flattr;
  private final String passkey;
  private final TestGuest guest;

  Tour() {
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

  /** Somebody with a password, who is asked for a code after it. */
  private Member aCarefulMember() {
    Member cara = web.node.members().create("cara", "Cara");
    PlainBrowser browser = new PlainBrowser(web);
    try {
      HttpResponse<String> choice = browser.get(link(cara));
      browser.submit(choice, "/choose-password", "password", PlainBrowser.PASSWORD);
      HttpResponse<String> factor = browser.get("/me/second-factor");
      TestApp app = new TestApp(Jsoup.parse(factor.body()).select("code.secret").text());
      browser.submit(
          factor, "/me/second-factor", "code", app.code(0), "current", PlainBrowser.PASSWORD);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return cara;
  }

  /** By which a member chooses a password. */
  private String link(Member who) {
    URI link = web.node.signIn().linkFor(who.id());
    return link.getPath() + "?" + link.getQuery();
  }

  private static void signsIn(Page page) {
    page.locator("main [name=login]").fill("cara");
    page.locator("main [name=password]").fill(PlainBrowser.PASSWORD);
    page.locator("main form[action='/sign-in'] button").click();
    page.locator("main [name=code]").waitFor();
  }

  private static void checks(Page page, String example) {
    Path file = ProofCases.EXAMPLES.resolve(example + ".json");
    try {
      page.locator("#text").fill(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    page.locator("#check button").click();
    page.locator("#answer #verdict").waitFor();
  }

  private static void makesNewCodes(Page page) {
    page.locator("main [name=current]").fill(PlainBrowser.PASSWORD);
    page.locator("main form button").first().click();
    page.locator("main .codes").waitFor();
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

  List<Stop> stops() {
    return List.of(
        new Stop("front", Guest.STRANGER, "/"),
        new Stop("set-up", Guest.STRANGER, empty.node.setUpLink().orElseThrow().toString()),
        new Stop("sign-in-code", Guest.STRANGER, "/sign-in", Tour::signsIn),
        new Stop("choose-password", Guest.STRANGER, link(newcomer)),
        new Stop("password-own", Guest.CAREFUL, "/me/password"),
        new Stop("second-factor-on", Guest.CAREFUL, "/me/second-factor"),
        new Stop("recovery-codes", Guest.CAREFUL, "/me/second-factor", Tour::makesNewCodes),
        new Stop("gifts-earlier", Guest.FAN, "/me/gifts"),
        new Stop("fees", Guest.STRANGER, "/about/fees"),
        new Stop("catalogue", Guest.STRANGER, "/things"),
        new Stop("catalogue-nothing", Guest.STRANGER, "/things?q=nothing"),
        new Stop("verify", Guest.STRANGER, "/verify"),
        new Stop("verify-held", Guest.STRANGER, "/verify", page -> checks(page, "flattr")),
        new Stop("verify-refused", Guest.STRANGER, "/verify", page -> checks(page, "keys")),
        new Stop("widget", Guest.STRANGER, "/widget"),
        new Stop("widget-made", Guest.MEMBER, "/widget?counter=yes&url=" + SONG),
        new Stop("widget-demo", Guest.STRANGER, "/widget/demo"),
        new Stop("widget-qr", Guest.STRANGER, "/widget/qr?creator=@bob@b.example&url=" + SONG),
        new Stop("from", Guest.STRANGER, "/flattr/from?title=A+song&url=" + SONG),
        new Stop("sign-in", Guest.STRANGER, "/sign-in"),
        new Stop("join", Guest.STRANGER, "/join"),
        new Stop("join-invited", Guest.STRANGER, web.node.signIn().invite().toString()),
        new Stop("fediverse", Guest.STRANGER, "/sign-in/fediverse"),
        new Stop("fediverse-link", Guest.MEMBER, "/sign-in/fediverse"),
        new Stop("fediverse-stopped", Guest.STRANGER, "/sign-in/fediverse/back?state=late"),
        new Stop("fediverse-join", Guest.GUEST, guest.path()),
        new Stop("profile", Guest.STRANGER, "/users/bob"),
        new Stop("profile-empty", Guest.STRANGER, "/users/nora"),
        new Stop("bot", Guest.STRANGER, "/users/flattr"),
        new Stop("thing", Guest.STRANGER, "/things/" + thing(SONG)),
        new Stop("error-404", Guest.STRANGER, "/nothing-here"),
        new Stop("me-empty", Guest.NEWCOMER, "/me"),
        new Stop("me", Guest.MEMBER, "/me"),
        new Stop("me-many", Guest.GENEROUS, "/me"),
        new Stop("budget-empty", Guest.NEWCOMER, "/me/budget"),
        new Stop("budget", Guest.MEMBER, "/me/budget"),
        new Stop("money-back", Guest.GENEROUS, "/me/money-back"),
        new Stop("month", Guest.MEMBER, "/me/months/2026-10"),
        new Stop("flattr", Guest.MEMBER, "/me/flattrs/" + flattr),
        new Stop("confirm-ask", Guest.MEMBER, "/flattr"),
        new Stop("confirm", Guest.GENEROUS, "/flattr?url=" + SONG),
        new Stop("confirm-already", Guest.MEMBER, "/flattr?url=" + SONG),
        new Stop("confirm-no-means", Guest.NEWCOMER, "/flattr?url=" + SONG),
        new Stop("leave", Guest.MEMBER, "/leave?to=https://bob.example/thanks"),
        new Stop("sessions", Guest.MEMBER, "/me/sessions"),
        new Stop("subscriptions-empty", Guest.NEWCOMER, "/me/subscriptions"),
        new Stop("subscriptions", Guest.MEMBER, "/me/subscriptions?url=" + SONG),
        new Stop("gifts-empty", Guest.NEWCOMER, "/me/gifts"),
        new Stop("gifts", Guest.MEMBER, "/me/gifts?creator=bob@b.example"),
        new Stop("admin", Guest.ADMIN, "/admin"),
        new Stop("admin-deposits", Guest.ADMIN, "/admin/deposits"),
        new Stop("admin-deposit", Guest.ADMIN, "/admin/deposits/new"),
        new Stop("admin-payouts", Guest.ADMIN, "/admin/payouts"),
        new Stop("admin-payout", Guest.ADMIN, "/admin/payouts/3/refuse"),
        new Stop("admin-payments", Guest.ADMIN, "/admin/payments"),
        new Stop("admin-payment", Guest.ADMIN, "/admin/payments/new"),
        new Stop("admin-months", Guest.ADMIN, "/admin/months"),
        new Stop("admin-month", Guest.ADMIN, "/admin/months/2026-11"),
        new Stop("admin-close", Guest.ADMIN, "/admin/months/2026-11/close"),
        new Stop("admin-peers", Guest.ADMIN, "/admin/peers"),
        new Stop("admin-peer", Guest.ADMIN, "/admin/peers/7"),
        new Stop("admin-peer-hold", Guest.ADMIN, "/admin/peers/7/hold"),
        new Stop("admin-peer-lift", Guest.ADMIN, "/admin/peers/7/holds/3/lift"),
        new Stop("admin-peer-pause", Guest.ADMIN, "/admin/peers/7/pause"),
        new Stop("admin-peer-resume", Guest.ADMIN, "/admin/peers/7/resume"),
        new Stop("admin-peer-month", Guest.ADMIN, "/admin/peers/7/months/2027-03"),
        new Stop("admin-peer-received", Guest.ADMIN, "/admin/peers/7/months/2027-03/received"),
        new Stop("admin-deliveries", Guest.ADMIN, "/admin/deliveries"),
        new Stop("admin-delivery", Guest.ADMIN, "/admin/deliveries/birch.example"),
        new Stop("admin-members", Guest.ADMIN, "/admin/members"),
        new Stop("admin-member", Guest.ADMIN, "/admin/members/gwen"),
        new Stop("admin-member-held", Guest.ADMIN, "/admin/members/held"),
        new Stop("admin-freeze", Guest.ADMIN, "/admin/members/gwen/freeze"),
        new Stop("admin-promote", Guest.ADMIN, "/admin/members/gwen/admin"),
        new Stop("admin-blocks", Guest.ADMIN, "/admin/blocks"),
        new Stop("admin-block", Guest.ADMIN, "/admin/blocks/new"),
        new Stop("admin-import", Guest.ADMIN, "/admin/blocks/import"),
        new Stop("admin-reports", Guest.ADMIN, "/admin/reports"),
        new Stop("admin-audit", Guest.ADMIN, "/admin/audit"),
        new Stop("admin-settings", Guest.ADMIN, "/admin/settings"),
        new Stop("admin-policy", Guest.ADMIN, "/admin/settings/policy"),
        new Stop("admin-real-money", Guest.ADMIN, "/admin/settings/real-money"),
        new Stop("admin-real-money-turn", Guest.ADMIN, "/admin/settings/real-money/turn"),
        new Stop("creator-empty", Guest.NEWCOMER, "/me/creator"),
        new Stop("creator", Guest.CREATOR, "/me/creator"),
        new Stop("creator-month", Guest.CREATOR, "/me/creator/months/2026-11"),
        new Stop("creator-open-month", Guest.CREATOR, "/me/creator/months/2027-03"),
        new Stop("creator-year", Guest.CREATOR, "/me/creator/years/2026"),
        new Stop("creator-things-empty", Guest.NEWCOMER, "/me/creator/things"),
        new Stop("creator-things", Guest.CREATOR, "/me/creator/things"),
        new Stop("creator-thing-new", Guest.CREATOR, "/me/creator/things/new"),
        new Stop("creator-withdraw", Guest.CREATOR, withdraw(SONG)),
        new Stop("creator-elsewhere-empty", Guest.NEWCOMER, "/me/creator/elsewhere"),
        new Stop("creator-elsewhere", Guest.CREATOR, "/me/creator/elsewhere"),
        new Stop("creator-payouts-empty", Guest.NEWCOMER, "/me/creator/payouts"),
        new Stop("creator-payouts", Guest.CREATOR, "/me/creator/payouts"),
        new Stop("creator-payouts-held", Guest.HELD, "/me/creator/payouts"),
        new Stop("forgotten", Guest.STRANGER, "/forgotten"),
        new Stop("fediverse-empty", Guest.NEWCOMER, "/me/fediverse"),
        new Stop("fediverse", Guest.CREATOR, "/me/fediverse"),
        new Stop("notices", Guest.MEMBER, "/me/notices"),
        new Stop("notices-empty", Guest.NEWCOMER, "/me/notices"),
        new Stop("second-factor", Guest.MEMBER, "/me/second-factor"),
        new Stop("passkey-new", Guest.MEMBER, "/me/passkeys/new"),
        new Stop("passkey", Guest.CREATOR, passkey),
        new Stop("passkey-sessions", Guest.CREATOR, "/me/sessions"),
        new Stop("passkey-demand", Guest.CREATOR, "/me/passkeys/demand"),
        new Stop("profile-own", Guest.CREATOR, "/me/profile"),
        new Stop("leaving", Guest.MEMBER, "/me/leave"),
        new Stop("leaving-free", Guest.NEWCOMER, "/me/leave"),
        new Stop("left", Guest.STRANGER, "/left"),
        new Stop("privacy", Guest.STRANGER, "/about/privacy"),
        new Stop("terms", Guest.STRANGER, "/about/terms"),
        new Stop("admin-texts", Guest.ADMIN, "/admin/texts"),
        new Stop("admin-text", Guest.ADMIN, "/admin/texts/privacy"));
  }

  private long thing(String url) {
    return web.node.things().find(url).orElseThrow().id();
  }

  private String withdraw(String url) {
    return "/me/creator/things/" + thing(url) + "/withdraw";
  }

  /** Goes to the page. */
  void open(Stop stop, Page page) {
    page.navigate(address(stop));
    stop.then().accept(page);
  }

  private String address(Stop stop) {
    return stop.path().startsWith("/") ? web.node.origin() + stop.path() : stop.path();
  }

  /** A browser in which that guest is signed in. */
  BrowserContext browserOf(Guest guest, Browsers browsers, Browser.NewContextOptions options) {
    BrowserContext context = browsers.fresh(options);
    cookieOf(guest)
        .ifPresent(
            cookie -> {
              int equals = cookie.indexOf('=');
              context.addCookies(
                  List.of(
                      new Cookie(cookie.substring(0, equals), cookie.substring(equals + 1))
                          .setUrl(web.node.origin().toString())));
            });
    return context;
  }

  private Optional<String> cookieOf(Guest guest) {
    return switch (guest) {
      case STRANGER -> Optional.empty();
      case GUEST -> Optional.of(this.guest.cookie());
      case NEWCOMER -> sessionOf(newcomer);
      case MEMBER -> sessionOf(member);
      case GENEROUS -> sessionOf(generous);
      case ADMIN -> sessionOf(admin);
      case CREATOR -> sessionOf(bob);
      case HELD -> sessionOf(held);
      case FAN -> sessionOf(fan);
      case CAREFUL -> sessionOf(careful);
    };
  }

  private Optional<String> sessionOf(Member who) {
    return Optional.of(TestSession.of(web.setup, who.id()).cookie());
  }

  @Override
  public void close() {
    fedi.close();
    empty.close();
    web.close();
  }
}
