package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** How a member chooses a password: signed in, or by a link that they were given. */
final class PasswordRoutes implements HttpService {

  static final String BY_LINK = "/choose-password";

  private static final String OWN = "/me/password";

  private final Logins logins;
  private final CurrentPassword current;
  private final boolean sendsMail;
  private final Pages pages;
  private final Visitors visitors;
  private final Arrivals arrivals;

  PasswordRoutes(
      Logins logins,
      CurrentPassword current,
      boolean sendsMail,
      Pages pages,
      Visitors visitors,
      Arrivals arrivals) {
    this.logins = logins;
    this.current = current;
    this.sendsMail = sendsMail;
    this.pages = pages;
    this.visitors = visitors;
    this.arrivals = arrivals;
  }

  /**
   * What the form shows.
   *
   * @param token of the link that is followed; empty when its member is signed in
   * @param asksCurrent whether they have to know the password that they have
   */
  private record Shown(
      Status status,
      Member member,
      String token,
      String email,
      boolean asksCurrent,
      Map<String, String> errors,
      @Nullable String problemOrNull) {

    Shown with(Status other, String typed, Map<String, String> wrong) {
      return new Shown(other, member, token, typed, asksCurrent, wrong, null);
    }

    Shown unsure(String typed, String why) {
      return new Shown(Status.BAD_REQUEST_400, member, token, typed, asksCurrent, Map.of(), why);
    }

    Shown stale(Frame frame, String typed) {
      String stale = frame.text("form.stale");
      return new Shown(Status.CONFLICT_409, member, token, typed, asksCurrent, Map.of(), stale);
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(OWN, this::ownPage)
        .post(OWN, this::chooseOwn)
        .any(OWN, HttpServer.only("GET", "POST"));
    rules
        .get(BY_LINK, this::linkPage)
        .post(BY_LINK, this::chooseByLink)
        .any(BY_LINK, HttpServer.only("GET", "POST"));
  }

  private void ownPage(ServerRequest request, ServerResponse response) {
    show(request, response, own(visitors.require(request)));
  }

  private Shown own(Member member) {
    Optional<Login> login = logins.of(member.id());
    String email = login.map(Login::emailOrNull).orElse("");
    return new Shown(Status.OK_200, member, "", email, login.isPresent(), Map.of(), null);
  }

  private void chooseOwn(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    NewPassword chosen = NewPassword.of(form);
    Shown shown = own(member);
    if (form.stale()) {
      show(request, response, shown.stale(frame, chosen.email()));
      return;
    }
    Map<String, String> errors = new LinkedHashMap<>();
    chosen.check(frame, member.name(), errors);
    Optional<String> unsure =
        current.unsure(frame, visitors.requireSession(request), form.raw("current"));
    if (unsure.isPresent() && !shown.asksCurrent()) {
      show(request, response, shown.unsure(chosen.email(), unsure.get()));
      return;
    }
    unsure.ifPresent(wrong -> errors.put("current", wrong));
    if (!errors.isEmpty()) {
      show(request, response, shown.with(Status.BAD_REQUEST_400, chosen.email(), errors));
      return;
    }
    logins.choose(member.id(), chosen.emailOrNull(), chosen.password());
    Visitors.Welcomed _ = visitors.welcome(request, response, member);
    Visitors.redirect(response, SessionRoutes.PATH + "?" + SessionRoutes.CHANGED);
  }

  private void linkPage(ServerRequest request, ServerResponse response) {
    String token = request.query().first("token").asOptional().orElse("");
    show(request, response, byLink(token));
  }

  private Shown byLink(String token) {
    Member member = logins.holder(new Secret(token)).orElseThrow(PasswordRoutes::noLink);
    String email = logins.of(member.id()).map(Login::emailOrNull).orElse("");
    return new Shown(Status.OK_200, member, token, email, false, Map.of(), null);
  }

  private void chooseByLink(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    Shown shown = byLink(form.text("token"));
    Member member = shown.member();
    Frame frame = visitors.frame(request);
    NewPassword chosen = NewPassword.of(form);
    if (form.stale()) {
      show(request, response, shown.stale(frame, chosen.email()));
      return;
    }
    Map<String, String> errors = new LinkedHashMap<>();
    chosen.check(frame, member.name(), errors);
    if (!errors.isEmpty()) {
      show(request, response, shown.with(Status.BAD_REQUEST_400, chosen.email(), errors));
      return;
    }
    Secret link = new Secret(shown.token());
    if (!logins.chooseBy(link, member.id(), chosen.emailOrNull(), chosen.password())) {
      throw noLink();
    }
    arrivals.arrive(request, response, member, new Onward(LocalPath.HOME, Map.of()));
  }

  private static Problem noLink() {
    return new Problem(
        403,
        "no_link",
        "This link does no more",
        "It works once and not for long. If you have chosen a password, sign in with it.");
  }

  private void show(ServerRequest request, ServerResponse response, Shown shown) {
    boolean byLink = !shown.token().isEmpty();
    if (byLink) {
      // The link is in the address: it stays in no cache and no referrer.
      response
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    }
    pages.send(
        response,
        shown.status(),
        new SignInPage.Password(
            visitors.frame(request),
            visitors.csrf(request, response),
            byLink ? BY_LINK : OWN,
            shown.token(),
            shown.member().name(),
            shown.email(),
            sendsMail,
            shown.asksCurrent(),
            shown.errors(),
            shown.problemOrNull()));
  }
}
