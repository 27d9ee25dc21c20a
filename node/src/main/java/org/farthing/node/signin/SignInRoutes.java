package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
final class SignInRoutes implements HttpService {

  private static final String IN = "/sign-in";
  private static final String OUT = "/sign-out";

  private final Logins logins;
  private final Pages pages;
  private final Visitors visitors;

  SignInRoutes(Logins logins, Pages pages, Visitors visitors) {
    this.logins = logins;
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(IN, this::page).post(IN, this::signIn).any(IN, HttpServer.only("GET", "POST"));
    rules.post(OUT, this::signOut).any(OUT, HttpServer.only("POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    String next = LocalPath.or(request.query().first("next").asOptional().orElse(""));
    if (visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, next);
      return;
    }
    show(request, response, Status.OK_200, next, "", null);
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    String next = LocalPath.or(form.text("next"));
    String login = form.text("login");
    Frame frame = visitors.frame(request);
    if (form.stale() && visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, next);
      return;
    }
    if (form.stale()) {
      show(request, response, Status.CONFLICT_409, next, login, frame.text("form.stale"));
      return;
    }
    switch (logins.attempt(login, form.raw("password"))) {
      case Logins.Attempt.Welcome it -> {
        visitors.welcome(request, response, it.member());
        Visitors.redirect(response, next);
      }
      case Logins.Attempt.Refused _ ->
          show(
              request,
              response,
              Status.UNAUTHORIZED_401,
              next,
              login,
              frame.text("signin.refused"));
      case Logins.Attempt.Later it -> {
        long seconds = it.left().toSeconds() + 1;
        response.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
        show(
            request,
            response,
            Status.TOO_MANY_REQUESTS_429,
            next,
            login,
            frame.text("signin.later", seconds));
      }
    }
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      String next,
      String login,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new SignInPage.SignIn(
            visitors.frame(request),
            visitors.csrf(request, response),
            next,
            login,
            logins.registration() == Registration.OPEN,
            problemOrNull));
  }

  /** With a stale token, too: only our own pages get here, and it takes nothing away. */
  private void signOut(ServerRequest request, ServerResponse response) {
    Form _ = visitors.form(request);
    visitors.end(request, response);
    Visitors.redirect(response, "/");
  }
}
