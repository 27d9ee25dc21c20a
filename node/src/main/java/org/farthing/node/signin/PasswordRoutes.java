package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** How a member chooses a password: signed in, or by a link that an admin has given them. */
final class PasswordRoutes implements HttpService {

  private static final String OWN = "/me/password";
  private static final String BY_LINK = "/choose-password";

  private final Logins logins;
  private final Pages pages;
  private final Visitors visitors;

  PasswordRoutes(Logins logins, Pages pages, Visitors visitors) {
    this.logins = logins;
    this.pages = pages;
    this.visitors = visitors;
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
    Member member = visitors.require(request);
    Optional<Login> login = logins.of(member.id());
    String email = login.map(Login::emailOrNull).orElse("");
    showOwn(request, response, member, Status.OK_200, email, login.isPresent(), Map.of(), null);
  }

  private void chooseOwn(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    NewPassword chosen = NewPassword.of(form);
    Optional<Login> login = logins.of(member.id());
    boolean asks = login.isPresent();
    if (form.stale()) {
      String stale = frame.text("form.stale");
      showOwn(
          request, response, member, Status.CONFLICT_409, chosen.email(), asks, Map.of(), stale);
      return;
    }
    Map<String, String> errors = new LinkedHashMap<>();
    chosen.check(frame, member.name(), errors);
    if (asks) {
      checkCurrent(frame, form.raw("current"), member, errors);
    }
    if (!errors.isEmpty()) {
      showOwn(
          request, response, member, Status.BAD_REQUEST_400, chosen.email(), asks, errors, null);
      return;
    }
    logins.choose(member.id(), chosen.emailOrNull(), chosen.password());
    Visitors.Welcomed _ = visitors.welcome(request, response, member);
    Visitors.redirect(response, SessionRoutes.PATH + "?" + SessionRoutes.CHANGED);
  }

  /** Guessed at as slowly as when somebody signs in. */
  private void checkCurrent(
      Frame frame, String current, Member member, Map<String, String> errors) {
    switch (logins.attempt(member.name(), current)) {
      case Logins.Attempt.Welcome _ -> {}
      case Logins.Attempt.Refused _ -> errors.put("current", frame.text("account.current.wrong"));
      case Logins.Attempt.Later it ->
          errors.put("current", frame.text("signin.later", seconds(it.left())));
    }
  }

  private static long seconds(Duration left) {
    return left.toSeconds() + 1;
  }

  private void showOwn(
      ServerRequest request,
      ServerResponse response,
      Member member,
      Status status,
      String email,
      boolean asksCurrent,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new SignInPage.Password(
            visitors.frame(request),
            visitors.csrf(request, response),
            OWN,
            "",
            member.name(),
            email,
            asksCurrent,
            errors,
            problemOrNull));
  }

  private void linkPage(ServerRequest request, ServerResponse response) {
    String token = request.query().first("token").asOptional().orElse("");
    Member member = logins.holder(new Secret(token)).orElseThrow(PasswordRoutes::noLink);
    String email = logins.of(member.id()).map(Login::emailOrNull).orElse("");
    showByLink(request, response, Status.OK_200, token, member, email, Map.of(), null);
  }

  private void chooseByLink(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    String token = form.text("token");
    Secret link = new Secret(token);
    Member member = logins.holder(link).orElseThrow(PasswordRoutes::noLink);
    Frame frame = visitors.frame(request);
    NewPassword chosen = NewPassword.of(form);
    if (form.stale()) {
      String stale = frame.text("form.stale");
      showByLink(
          request, response, Status.CONFLICT_409, token, member, chosen.email(), Map.of(), stale);
      return;
    }
    Map<String, String> errors = new LinkedHashMap<>();
    chosen.check(frame, member.name(), errors);
    if (!errors.isEmpty()) {
      showByLink(
          request, response, Status.BAD_REQUEST_400, token, member, chosen.email(), errors, null);
      return;
    }
    if (!logins.chooseBy(link, member.id(), chosen.emailOrNull(), chosen.password())) {
      throw noLink();
    }
    Visitors.Welcomed _ = visitors.welcome(request, response, member);
    Visitors.redirect(response, LocalPath.HOME);
  }

  private static Problem noLink() {
    return new Problem(
        403,
        "no_link",
        "This link does no more",
        "It works once and within a day. If you have chosen a password, sign in with it.");
  }

  /** The link is in the address: it stays in no cache and no referrer. */
  private void showByLink(
      ServerRequest request,
      ServerResponse response,
      Status status,
      String token,
      Member member,
      String email,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    response
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    pages.send(
        response,
        status,
        new SignInPage.Password(
            visitors.frame(request),
            visitors.csrf(request, response),
            BY_LINK,
            token,
            member.name(),
            email,
            false,
            errors,
            problemOrNull));
  }
}
