package org.farthing.node.signin;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** Where a member is signed in, and how they end that. */
final class SessionRoutes implements HttpService {

  static final String PATH = "/me/sessions";

  /** What can have been done just now, as the address says it. */
  static final String CHANGED = "changed";

  static final String CONFIRMED = "confirmed";
  static final String ASKED = "asked";
  static final String FACTOR_OFF = "off";
  static final String PASSKEY_ADDED = "passkey";
  static final String PASSKEY_NAMED = "named";
  static final String PASSKEY_REMOVED = "removed";
  static final String PASSKEY_OPTIONAL = "optional";
  static final String STALE = "stale";
  private static final String ENDED = "ended";

  /** The texts that say so. */
  private static final Map<String, String> SAID =
      Map.of(
          CHANGED, "sessions.changed",
          CONFIRMED, "sessions.confirmed",
          ASKED, "sessions.asked",
          FACTOR_OFF, "sessions.factor.off",
          PASSKEY_ADDED, "sessions.passkey.added",
          PASSKEY_NAMED, "sessions.passkey.named",
          PASSKEY_REMOVED, "sessions.passkey.removed",
          PASSKEY_OPTIONAL, "sessions.passkey.optional",
          STALE, "form.stale",
          ENDED, "sessions.ended");

  private final Sessions sessions;
  private final Logins logins;
  private final AddressMail addresses;
  private final SecondFactors factors;
  private final Passkeys passkeys;
  private final Pages pages;
  private final Visitors visitors;
  private final String script;

  SessionRoutes(
      Sessions sessions,
      Logins logins,
      AddressMail addresses,
      SecondFactors factors,
      Passkeys passkeys,
      Pages pages,
      Visitors visitors,
      String script) {
    this.sessions = sessions;
    this.logins = logins;
    this.addresses = addresses;
    this.factors = factors;
    this.passkeys = passkeys;
    this.pages = pages;
    this.visitors = visitors;
    this.script = script;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::page).post(PATH, this::end).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Session here = visitors.requireSession(request);
    Frame frame = visitors.frame(request);
    String said =
        SAID.entrySet().stream()
            .filter(each -> request.query().contains(each.getKey()))
            .findFirst()
            .map(each -> frame.text(each.getValue()))
            .orElse(null);
    show(request, response, here, Status.OK_200, said);
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Session here,
      Status status,
      @Nullable String noticeOrNull) {
    MemberId member = here.member().id();
    Optional<Login> login = logins.of(member);
    List<PasskeyPage.Row> rows = passkeys.of(member).stream().map(PasskeyPage.Row::of).toList();
    pages.send(
        response,
        status,
        new SignInPage.OwnSessions(
            visitors.frame(request),
            visitors.csrf(request, response),
            sessions.of(member).stream().map(it -> listed(it, here)).toList(),
            login.map(Login::emailOrNull).orElse(""),
            login.filter(Login::isConfirmed).isPresent(),
            addresses.isOn(),
            factors.hasApp(member),
            rows,
            factors.demandsPasskey(member),
            rows.size() < Passkeys.MOST,
            script,
            noticeOrNull));
  }

  private static SignInPage.Listed listed(Session session, Session here) {
    return new SignInPage.Listed(
        session.id(),
        Browser.in(session.client()).name(),
        session.createdAt(),
        session.usedAt(),
        session.id() == here.id());
  }

  /** One that has ended already is ended: who asks twice is told the same. */
  private void end(ServerRequest request, ServerResponse response) {
    Session here = visitors.requireSession(request);
    Form form = visitors.form(request);
    String id = form.text("session");
    if (form.stale() || !id.matches("\\d{1,18}")) {
      String stale = visitors.frame(request).text("form.stale");
      show(request, response, here, Status.CONFLICT_409, stale);
      return;
    }
    boolean _ = sessions.end(here.member().id(), Long.parseLong(id));
    Visitors.redirect(response, Long.parseLong(id) == here.id() ? "/" : PATH + "?" + ENDED);
  }
}
