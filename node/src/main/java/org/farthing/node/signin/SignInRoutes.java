package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.look.Frame;
import org.farthing.node.platform.http.HttpServer;

/** Signing in and out. */
final class SignInRoutes implements HttpService {

  static final String IN = "/sign-in";

  /** Takes forms of any page that came when nobody was signed in. */
  static final String FIRST = IN + "/first";

  private static final String OUT = "/sign-out";

  private final Logins logins;
  private final Visitors visitors;
  private final Arrivals arrivals;

  SignInRoutes(Logins logins, Visitors visitors, Arrivals arrivals) {
    this.logins = logins;
    this.visitors = visitors;
    this.arrivals = arrivals;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(IN, this::page).post(IN, this::signIn).any(IN, HttpServer.only("GET", "POST"));
    rules.post(FIRST, this::first).any(FIRST, HttpServer.only("POST"));
    rules.post(OUT, this::signOut).any(OUT, HttpServer.only("POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Onward onward = Onward.of(request);
    if (visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, onward.next());
      return;
    }
    arrivals.askForPassword(request, response, Status.OK_200, onward, "", null);
  }

  /** Only the form itself has come, without its page's token: nothing is done but to keep it. */
  private void first(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    Onward onward = Onward.keeping(Onward.of(request).next(), form);
    String problem = visitors.frame(request).text("signin.first");
    arrivals.askForPassword(request, response, Status.UNAUTHORIZED_401, onward, "", problem);
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    Form form = visitors.carryingForm(request);
    Onward onward = Onward.of(form);
    String login = form.text("login");
    Frame frame = visitors.frame(request);
    if (form.stale() && visitors.visitor(request).isPresent() && !onward.hasForm()) {
      Visitors.redirect(response, onward.next());
      return;
    }
    if (form.stale()) {
      arrivals.askForPassword(
          request, response, Status.CONFLICT_409, onward, login, frame.text("form.stale"));
      return;
    }
    switch (logins.attempt(login, form.raw("password"))) {
      case Logins.Attempt.Welcome it -> arrivals.arrive(request, response, it.member(), onward);
      case Logins.Attempt.Refused _ ->
          arrivals.askForPassword(
              request,
              response,
              Status.UNAUTHORIZED_401,
              onward,
              login,
              frame.text("signin.refused"));
      case Logins.Attempt.Later it -> {
        long seconds = it.left().toSeconds() + 1;
        response.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
        arrivals.askForPassword(
            request,
            response,
            Status.TOO_MANY_REQUESTS_429,
            onward,
            login,
            frame.text("signin.later", seconds));
      }
    }
  }

  /** With a stale token, too: only our own pages get here, and it takes nothing away. */
  private void signOut(ServerRequest request, ServerResponse response) {
    Form _ = visitors.form(request);
    visitors.end(request, response);
    Visitors.redirect(response, "/");
  }
}
