package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** What e-mail is for: a forgotten password, and an address that is shown to be a member's. */
final class AddressRoutes implements HttpService {

  static final String CONFIRM = "/confirm-address";

  private static final String FORGOTTEN = "/forgotten";
  private static final String ASK = "/me/address";

  private final AddressMail mail;
  private final Pages pages;
  private final Visitors visitors;

  AddressRoutes(AddressMail mail, Pages pages, Visitors visitors) {
    this.mail = mail;
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(FORGOTTEN, this::forgottenPage)
        .post(FORGOTTEN, this::forgotten)
        .any(FORGOTTEN, HttpServer.only("GET", "POST"));
    rules
        .get(CONFIRM, this::confirmPage)
        .post(CONFIRM, this::confirm)
        .any(CONFIRM, HttpServer.only("GET", "POST"));
    rules.post(ASK, this::askAgain).any(ASK, HttpServer.only("POST"));
  }

  private void forgottenPage(ServerRequest request, ServerResponse response) {
    showForgotten(request, response, Status.OK_200, "", false, null);
  }

  /** The answer is the same for every address, and as soon. */
  private void forgotten(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    String email = form.text("email").toLowerCase(Locale.ROOT);
    if (form.stale()) {
      String stale = frame.text("form.stale");
      showForgotten(request, response, Status.CONFLICT_409, email, false, stale);
    } else if (!NewPassword.isEmail(email)) {
      String malformed = frame.text("account.email.malformed");
      showForgotten(request, response, Status.BAD_REQUEST_400, email, false, malformed);
    } else {
      mail.forgotten(email);
      showForgotten(request, response, Status.OK_200, email, true, null);
    }
  }

  private void showForgotten(
      ServerRequest request,
      ServerResponse response,
      Status status,
      String email,
      boolean sent,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new SignInPage.Forgotten(
            visitors.frame(request),
            visitors.csrf(request, response),
            mail.isOn(),
            email,
            sent,
            problemOrNull));
  }

  /** Asks: programs that look into mailboxes open links, too, but press no buttons. */
  private void confirmPage(ServerRequest request, ServerResponse response) {
    String token = request.query().first("token").asOptional().orElse("");
    showConfirm(request, response, token, false);
  }

  private void showConfirm(
      ServerRequest request, ServerResponse response, String token, boolean stale) {
    String email = mail.confirms(new Secret(token)).orElseThrow(AddressRoutes::noLink);
    response
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    pages.send(
        response,
        stale ? Status.CONFLICT_409 : Status.OK_200,
        new SignInPage.ConfirmAddress(
            visitors.frame(request), visitors.csrf(request, response), token, email, stale));
  }

  private void confirm(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    String token = form.text("token");
    if (form.stale()) {
      showConfirm(request, response, token, true);
      return;
    }
    if (!mail.confirm(new Secret(token))) {
      throw noLink();
    }
    Visitors.redirect(response, SessionRoutes.PATH + "?" + SessionRoutes.CONFIRMED);
  }

  private static Problem noLink() {
    return new Problem(
        403,
        "no_link",
        "This link does no more",
        "It works once and for three days. Perhaps the address is confirmed already: look at"
            + " Security, where you can ask for another.");
  }

  private void askAgain(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    if (visitors.form(request).stale()) {
      Visitors.redirect(response, SessionRoutes.PATH + "?" + SessionRoutes.STALE);
      return;
    }
    mail.askAgain(member.id());
    Visitors.redirect(response, SessionRoutes.PATH + "?" + SessionRoutes.ASKED);
  }
}
