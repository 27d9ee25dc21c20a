package org.farthing.node.signin;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** Where a member is signed in, and how they end that. */
final class SessionRoutes implements HttpService {

  static final String PATH = "/me/sessions";

  /** Says that the password has just been changed. */
  static final String CHANGED = "changed";

  private static final String ENDED = "ended";

  private final Sessions sessions;
  private final Pages pages;
  private final Visitors visitors;

  SessionRoutes(Sessions sessions, Pages pages, Visitors visitors) {
    this.sessions = sessions;
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::page).post(PATH, this::end).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Frame frame = visitors.frame(request);
    String notice =
        request.query().contains(CHANGED)
            ? frame.text("sessions.changed")
            : request.query().contains(ENDED) ? frame.text("sessions.ended") : null;
    show(request, response, visitors.requireSession(request), Status.OK_200, notice);
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Session here,
      Status status,
      @Nullable String noticeOrNull) {
    pages.send(
        response,
        status,
        new SignInPage.OwnSessions(
            visitors.frame(request),
            visitors.csrf(request, response),
            sessions.of(here.member().id()).stream()
                .map(
                    it ->
                        new SignInPage.Listed(
                            it.id(),
                            Browser.in(it.client()).name(),
                            it.createdAt(),
                            it.usedAt(),
                            it.id() == here.id()))
                .toList(),
            noticeOrNull));
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
