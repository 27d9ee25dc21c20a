package org.farthing.node.web.widget;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.Visitors;
import org.jspecify.annotations.Nullable;

/**
 * From a click on somebody's site to the visitor's own node: asks which that is, and leads there.
 *
 * <p>An address alone leads nobody away who has not typed it here before: with {@code go}, which
 * buttons send along, the visitor is led on to the node that they had remembered; without it the
 * page is always shown, so that a {@code rel="payment"} link never redirects.
 */
final class HomewardRoutes implements HttpService {

  static final String PATH = "/flattr/from";

  private static final HeaderName CONTENT_SECURITY_POLICY =
      HeaderNames.create("Content-Security-Policy");

  private final Visitors visitors;
  private final Pages pages;
  private final HomeNodes homes;
  private final HomeCookie cookie;
  private final String policy;
  private final boolean canJoin;

  HomewardRoutes(
      Visitors visitors,
      Pages pages,
      HomeNodes homes,
      HomeCookie cookie,
      String scheme,
      Registration registration) {
    this.visitors = visitors;
    this.pages = pages;
    this.homes = homes;
    this.cookie = cookie;
    // The form's answer leads to a node of which this one may never have heard.
    this.policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none';"
            + " frame-ancestors 'none'; form-action 'self' https:"
            + (scheme.equals("http") ? " http:" : "");
    this.canJoin = registration == Registration.OPEN;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, (request, response) -> ask(request, response, Wanted.of(request)))
        .post(PATH, this::go)
        .any(PATH, HttpServer.only("GET", "POST"));
  }

  /** Shows the page that asks, or leads on with {@code go}. */
  void ask(ServerRequest request, ServerResponse response, Wanted wanted) {
    Optional<String> remembered = cookie.read(request);
    if (request.query().contains("go")) {
      if (remembered.isPresent()) {
        lead(request, response, wanted, remembered.get(), true, Status.OK_200);
        return;
      }
      if (visitors.visitor(request).isPresent()) {
        Visitors.redirect(response, wanted.confirm());
        return;
      }
    }
    show(request, response, Status.OK_200, wanted, remembered.orElse(""), true, null);
  }

  private void go(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    Wanted wanted = Wanted.of(form);
    String typed = form.text("home");
    boolean remember = form.has("remember");
    Frame frame = visitors.frame(request);
    if (form.stale()) {
      show(
          request,
          response,
          Status.CONFLICT_409,
          wanted,
          typed,
          remember,
          frame.text("form.stale"));
      return;
    }
    if (!remember) {
      cookie.forget(response);
    }
    lead(request, response, wanted, typed, remember, Status.BAD_REQUEST_400);
  }

  /**
   * To the visitor's node; or why not, and what now.
   *
   * @param otherwise the status of the page that says so
   */
  private void lead(
      ServerRequest request,
      ServerResponse response,
      Wanted wanted,
      String typed,
      boolean remember,
      Status otherwise) {
    HomeNode home = homes.find(typed);
    Optional<String> next =
        switch (home) {
          case HomeNode.Open it -> Optional.of(it.address(wanted));
          case HomeNode.Here _ -> Optional.of(wanted.confirm());
          case HomeNode.Mute _, HomeNode.Unknown _, HomeNode.Away _, HomeNode.Malformed _ ->
              Optional.empty();
        };
    if (next.isPresent()) {
      if (remember) {
        cookie.keep(response, typed);
      }
      Visitors.redirect(response, next.get());
      return;
    }
    String problem = problem(visitors.frame(request), home);
    show(request, response, otherwise, wanted, typed, remember, problem);
  }

  private static String problem(Frame frame, HomeNode home) {
    return switch (home) {
      case HomeNode.Mute it -> frame.text("from.mute", it.host());
      case HomeNode.Unknown it -> frame.text("from.unknown", it.host(), it.user());
      case HomeNode.Away it -> frame.text("from.away", it.host());
      case HomeNode.Malformed _ -> frame.text("from.malformed");
      case HomeNode.Open _, HomeNode.Here _ ->
          throw new IllegalArgumentException("Who is found is led on.");
    };
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Wanted wanted,
      String typed,
      boolean remember,
      @Nullable String problemOrNull) {
    String csrf = visitors.csrf(request, response);
    response
        .header(CONTENT_SECURITY_POLICY, policy)
        .header(HeaderNames.CACHE_CONTROL, "private, no-store");
    pages.send(
        response,
        status,
        new WidgetView.From(
            visitors.frame(request),
            csrf,
            wanted,
            typed,
            remember,
            visitors.visitor(request).map(Member::name).orElse(null),
            cookie.read(request).isPresent() && problemOrNull == null,
            problemOrNull,
            canJoin));
  }
}
