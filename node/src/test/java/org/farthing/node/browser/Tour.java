package org.farthing.node.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.farthing.node.account.Member;
import org.farthing.node.signin.PlainBrowser;
import org.farthing.node.signin.TestSession;

/**
 * The pages of nodes with a little of everything: for tests that hold for all of them, and for
 * pictures. A new page is added here.
 */
final class Tour implements AutoCloseable {

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
    CAREFUL,
    /** Was signed in until a moment ago, with a password. */
    RETURNING
  }

  private static final String SONG = TourWorld.SONG;
  private static final String PAUSE = "/admin/settings/real-money/pause";

  private final TourWorld world = new TourWorld();

  private static void signsIn(Page page, String name) {
    page.locator("main [name=login]").fill(name);
    page.locator("main [name=password]").fill(PlainBrowser.PASSWORD);
    page.locator("main form[action='/sign-in'] button").click();
  }

  private static void isAskedForACode(Page page) {
    signsIn(page, "cara");
    page.locator("main [name=code]").waitFor();
  }

  private static void setsUp(Page page) {
    page.locator("main [name=name]").fill("quinn");
    page.locator("main form button").click();
    page.locator("main .token").first().waitFor();
  }

  private static void pausesAll(Page page) {
    page.locator("main [name=reason]").fill("real money comes");
    page.locator("main form button").click();
    page.locator("main [role=status]").waitFor();
    page.navigate(page.url().replaceAll("/settings/.*", "/peers"));
  }

  /** Whose session has ended before the form is sent. */
  private static void sendsTooLate(Page page) {
    page.locator("main [name=amount]").fill("3.50");
    page.context().clearCookies();
    page.locator("main form[action='/me/budget'] button").first().click();
    signsIn(page, "rita");
    page.locator("main form[action='/me/budget'] button").waitFor();
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

  List<Stop> stops() {
    return List.of(
        new Stop("front", Guest.STRANGER, "/"),
        new Stop("set-up", Guest.STRANGER, setUp()),
        new Stop("set-up-done", Guest.STRANGER, setUp(), Tour::setsUp),
        new Stop("join-open", Guest.STRANGER, world.writing.node.origin() + "/join"),
        new Stop("forgotten-mail", Guest.STRANGER, world.writing.node.origin() + "/forgotten"),
        new Stop("confirm-address", Guest.STRANGER, world.confirmation),
        new Stop("send-again", Guest.RETURNING, "/me/budget", Tour::sendsTooLate),
        new Stop("sign-in-code", Guest.STRANGER, "/sign-in", Tour::isAskedForACode),
        new Stop("choose-password", Guest.STRANGER, world.link(world.newcomer)),
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
        new Stop("join-invited", Guest.STRANGER, world.web.node.signIn().invite().toString()),
        new Stop("fediverse", Guest.STRANGER, "/sign-in/fediverse"),
        new Stop("fediverse-link", Guest.MEMBER, "/sign-in/fediverse"),
        new Stop("fediverse-stopped", Guest.STRANGER, "/sign-in/fediverse/back?state=late"),
        new Stop("fediverse-join", Guest.GUEST, world.guest.path()),
        new Stop("profile", Guest.STRANGER, "/users/bob"),
        new Stop("profile-empty", Guest.STRANGER, "/users/nora"),
        new Stop("bot", Guest.STRANGER, "/users/flattr"),
        new Stop("thing", Guest.STRANGER, "/things/" + world.thing(SONG)),
        new Stop("error-404", Guest.STRANGER, "/nothing-here"),
        new Stop("me-empty", Guest.NEWCOMER, "/me"),
        new Stop("me", Guest.MEMBER, "/me"),
        new Stop("me-many", Guest.GENEROUS, "/me"),
        new Stop("budget-empty", Guest.NEWCOMER, "/me/budget"),
        new Stop("budget", Guest.MEMBER, "/me/budget"),
        new Stop("money-back", Guest.GENEROUS, "/me/money-back"),
        new Stop("month", Guest.MEMBER, "/me/months/2026-10"),
        new Stop("flattr", Guest.MEMBER, "/me/flattrs/" + world.flattr),
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
        new Stop("admin-real-money-pause", Guest.ADMIN, PAUSE),
        new Stop("admin-real-money-turn", Guest.ADMIN, "/admin/settings/real-money/turn"),
        new Stop("creator-empty", Guest.NEWCOMER, "/me/creator"),
        new Stop("creator", Guest.CREATOR, "/me/creator"),
        new Stop("creator-month", Guest.CREATOR, "/me/creator/months/2026-11"),
        new Stop("creator-open-month", Guest.CREATOR, "/me/creator/months/2027-03"),
        new Stop("creator-year", Guest.CREATOR, "/me/creator/years/2026"),
        new Stop("creator-things-empty", Guest.NEWCOMER, "/me/creator/things"),
        new Stop("creator-things", Guest.CREATOR, "/me/creator/things"),
        new Stop("creator-thing-new", Guest.CREATOR, "/me/creator/things/new"),
        new Stop("creator-withdraw", Guest.CREATOR, world.withdraw(SONG)),
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
        new Stop("passkey", Guest.CREATOR, world.passkey),
        new Stop("passkey-sessions", Guest.CREATOR, "/me/sessions"),
        new Stop("passkey-demand", Guest.CREATOR, "/me/passkeys/demand"),
        new Stop("profile-own", Guest.CREATOR, "/me/profile"),
        new Stop("leaving", Guest.MEMBER, "/me/leave"),
        new Stop("leaving-free", Guest.NEWCOMER, "/me/leave"),
        new Stop("left", Guest.STRANGER, "/left"),
        new Stop("privacy", Guest.STRANGER, "/about/privacy"),
        new Stop("terms", Guest.STRANGER, "/about/terms"),
        new Stop("admin-texts", Guest.ADMIN, "/admin/texts"),
        new Stop("admin-text", Guest.ADMIN, "/admin/texts/privacy"),
        // From here on all other nodes are paused.
        new Stop("admin-peers-paused", Guest.ADMIN, PAUSE, Tour::pausesAll),
        new Stop("admin-peers-resume", Guest.ADMIN, "/admin/settings/real-money/resume"));
  }

  private String setUp() {
    return world.empty.node.setUpLink().orElseThrow().toString();
  }

  /** Goes to the page. */
  void open(Stop stop, Page page) {
    page.navigate(address(stop));
    stop.then().accept(page);
  }

  private String address(Stop stop) {
    return stop.path().startsWith("/") ? world.web.node.origin() + stop.path() : stop.path();
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
                          .setUrl(world.web.node.origin().toString())));
            });
    return context;
  }

  private Optional<String> cookieOf(Guest guest) {
    return switch (guest) {
      case STRANGER -> Optional.empty();
      case GUEST -> Optional.of(world.guest.cookie());
      case NEWCOMER -> sessionOf(world.newcomer);
      case MEMBER -> sessionOf(world.member);
      case GENEROUS -> sessionOf(world.generous);
      case ADMIN -> sessionOf(world.admin);
      case CREATOR -> sessionOf(world.bob);
      case HELD -> sessionOf(world.held);
      case FAN -> sessionOf(world.fan);
      case CAREFUL -> sessionOf(world.careful);
      case RETURNING -> sessionOf(world.returning);
    };
  }

  private Optional<String> sessionOf(Member who) {
    return Optional.of(TestSession.of(world.web.setup, who.id()).cookie());
  }

  @Override
  public void close() {
    world.close();
  }
}
