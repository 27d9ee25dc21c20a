package org.farthing.node.web.account;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Departures;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.SignIn;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.account.AccountView.Leave;
import org.jspecify.annotations.Nullable;

/** Where a member takes their data home, and leaves for good. */
final class LeaveRoutes implements HttpService {

  private static final String PATH = "/me/leave";
  private static final String EXPORT = "/me/export.json";
  private static final String LEFT = "/left";

  private final Visitors visitors;
  private final Pages pages;
  private final SignIn signIn;
  private final Departures departures;
  private final MemberExport export;

  LeaveRoutes(
      Visitors visitors, Pages pages, SignIn signIn, Departures departures, MemberExport export) {
    this.visitors = visitors;
    this.pages = pages;
    this.signIn = signIn;
    this.departures = departures;
    this.export = export;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::ask)
        .post(PATH, this::leave)
        .any(PATH, HttpServer.only("GET", "POST"))
        .get(EXPORT, this::export)
        .any(EXPORT, HttpServer.only("GET"))
        .get(
            LEFT,
            (request, response) ->
                pages.send(response, new AccountView.Left(visitors.frame(request))))
        .any(LEFT, HttpServer.only("GET"));
  }

  private void ask(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    show(request, response, Status.OK_200, member, "", Map.of(), null);
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Member member,
      String typed,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new Leave(
            visitors.frame(request),
            member.name(),
            departures.tie(member.id()).map(Problem::code).orElse(null),
            signIn.hasPassword(member.id()),
            typed,
            errors,
            problemOrNull));
  }

  private void leave(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    String typed = form.text("name");
    if (form.stale()) {
      String stale = frame.text("form.stale");
      show(request, response, Status.CONFLICT_409, member, typed, Map.of(), stale);
      return;
    }
    if (!typed.equals(member.name())) {
      Map<String, String> errors = Map.of("name", frame.text("leaving.bad.name", member.name()));
      show(request, response, Status.BAD_REQUEST_400, member, typed, errors, null);
      return;
    }
    Optional<String> unsure = signIn.unsure(visitors, request, frame, form.raw("current"));
    if (unsure.isPresent()) {
      boolean asked = signIn.hasPassword(member.id());
      Map<String, String> errors = asked ? Map.of("current", unsure.get()) : Map.of();
      @Nullable String problem = asked ? null : unsure.get();
      show(request, response, Status.BAD_REQUEST_400, member, typed, errors, problem);
      return;
    }
    try {
      departures.leave(member.id());
    } catch (Problem problem) {
      String tied = frame.text("leaving.tied");
      show(request, response, Status.create(problem.status()), member, typed, Map.of(), tied);
      return;
    }
    visitors.end(request, response);
    Visitors.redirect(response, LEFT);
  }

  private void export(ServerRequest request, ServerResponse response) {
    Member member = visitors.require(request);
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(
            HeaderNames.CONTENT_DISPOSITION,
            "attachment; filename=\"farthing-" + member.name() + ".json\"");
    export.write(member, visitors.frame(request), response.outputStream());
  }
}
