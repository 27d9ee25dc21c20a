package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;

/**
 * Signing in with a passkey: alone, or after the password, which its ticket shows. A script asks
 * for a challenge, and sends a form with what the device has signed.
 */
final class PasskeySignInRoutes implements HttpService {

  private static final String PATH = SignInRoutes.IN + "/passkey";
  private static final String CHALLENGE = PATH + "/challenge";

  private final Passkeys passkeys;
  private final SecondFactors factors;
  private final Visitors visitors;
  private final Arrivals arrivals;

  PasskeySignInRoutes(
      Passkeys passkeys, SecondFactors factors, Visitors visitors, Arrivals arrivals) {
    this.passkeys = passkeys;
    this.factors = factors;
    this.visitors = visitors;
    this.arrivals = arrivals;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(CHALLENGE, this::challenge).any(CHALLENGE, HttpServer.only("POST"));
    rules.post(PATH, this::take).any(PATH, HttpServer.only("POST"));
  }

  private void challenge(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    if (form.stale()) {
      throw new Problem(
          409, "stale_form", "This page is too old", "Load it again, and try once more.");
    }
    String browser = visitors.csrf(request, response);
    Secret ticket = new Secret(form.text("ticket"));
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(options(browser, ticket));
  }

  private String options(String browser, Secret ticket) {
    if (ticket.text().isEmpty()) {
      return passkeys.ask(browser);
    }
    Member member =
        factors
            .holder(ticket)
            .orElseThrow(
                () ->
                    new Problem(
                        409,
                        "late_ticket",
                        "Your password is too long ago",
                        "Sign in with it again."));
    return passkeys.ask(browser, member.id());
  }

  private void take(ServerRequest request, ServerResponse response) {
    Form form = visitors.carryingForm(request);
    Onward onward = Onward.of(form);
    Optional<Secret> ticket =
        Optional.of(form.text("ticket")).filter(it -> !it.isEmpty()).map(Secret::new);
    if (form.stale() && visitors.visitor(request).isPresent() && !onward.hasForm()) {
      Visitors.redirect(response, onward.next());
    } else if (form.stale()) {
      String stale = visitors.frame(request).text("form.stale");
      arrivals.askForPassword(request, response, Status.CONFLICT_409, onward, "", stale);
    } else if (ticket.isPresent()) {
      second(request, response, form, ticket.get(), onward);
    } else {
      alone(request, response, form, onward);
    }
  }

  private void alone(ServerRequest request, ServerResponse response, Form form, Onward onward) {
    Frame frame = visitors.frame(request);
    String browser = visitors.csrf(request, response);
    switch (passkeys.attempt(browser, form.raw("credential"))) {
      case Logins.Attempt.Welcome it -> arrivals.enter(request, response, it.member(), onward);
      case Logins.Attempt.Refused _ ->
          arrivals.askForPassword(request, response, onward, frame.text("passkey.refused"));
      case Logins.Attempt.Later it -> {
        long seconds = it.left().toSeconds() + 1;
        response.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
        String later = frame.text("signin.later", seconds);
        arrivals.askForPassword(request, response, Status.TOO_MANY_REQUESTS_429, onward, "", later);
      }
    }
  }

  private void second(
      ServerRequest request, ServerResponse response, Form form, Secret ticket, Onward onward) {
    String browser = visitors.csrf(request, response);
    String refused = visitors.frame(request).text("passkey.refused");
    arrivals.goOn(
        request,
        response,
        passkeys.attempt(ticket, browser, form.raw("credential")),
        ticket,
        onward,
        refused);
  }
}
