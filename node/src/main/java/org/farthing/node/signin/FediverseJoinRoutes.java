package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** How somebody becomes a member with an account elsewhere in the fediverse. */
final class FediverseJoinRoutes implements HttpService {

  private static final String PATH = FediverseRoutes.PATH + "/join";

  private final FediverseVisits visits;
  private final FediverseMembers members;
  private final Pages pages;
  private final Visitors visitors;
  private final Arrivals arrivals;

  FediverseJoinRoutes(
      FediverseVisits visits,
      FediverseMembers members,
      Pages pages,
      Visitors visitors,
      Arrivals arrivals) {
    this.visits = visits;
    this.members = members;
    this.pages = pages;
    this.visitors = visitors;
    this.arrivals = arrivals;
  }

  /** Where somebody joins with this ticket, in the browser that was given it. */
  static String at(Secret ticket) {
    return PATH + "?ticket=" + ticket.text();
  }

  /** What somebody has typed. */
  private record Typed(Secret ticket, String name, String displayName) {

    String shownName() {
      return displayName.isEmpty() ? name : displayName;
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::page).post(PATH, this::join).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Secret ticket = new Secret(request.query().first("ticket").asOptional().orElse(""));
    if (visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, LocalPath.HOME);
      return;
    }
    Optional<FediverseGuest> guest = visits.guest(ticket, visitors.csrf(request, response));
    if (guest.isEmpty()) {
      late(request, response);
      return;
    }
    Typed suggested =
        new Typed(ticket, members.suggested(guest.get().handle()), guest.get().name());
    show(request, response, Status.OK_200, guest.get(), suggested, Map.of(), null);
  }

  private void late(ServerRequest request, ServerResponse response) {
    FediverseRoutes.stop(
        pages, visitors, request, response, Status.FORBIDDEN_403, "late_ticket", "");
  }

  private void join(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    Typed typed =
        new Typed(new Secret(form.text("ticket")), form.text("name"), form.text("display_name"));
    // Who presses the button twice is the member they have just become.
    if (visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, LocalPath.HOME);
      return;
    }
    String browser = visitors.csrf(request, response);
    Optional<FediverseGuest> guest = visits.guest(typed.ticket(), browser);
    if (guest.isEmpty()) {
      late(request, response);
      return;
    }
    Frame frame = visitors.frame(request);
    if (form.stale()) {
      String stale = frame.text("form.stale");
      show(request, response, Status.CONFLICT_409, guest.get(), typed, Map.of(), stale);
      return;
    }
    try {
      Member member =
          members.join(typed.ticket(), browser, guest.get(), typed.name(), typed.shownName());
      arrivals.begin(request, response, member, guest.get().onward());
    } catch (Problem problem) {
      refuse(request, response, guest.get(), typed, problem);
    }
  }

  private void refuse(
      ServerRequest request,
      ServerResponse response,
      FediverseGuest guest,
      Typed typed,
      Problem problem) {
    String field =
        switch (problem.code()) {
          case "malformed_name", "reserved_name", "name_taken" -> "name";
          case "malformed_display_name" -> "display_name";
          default -> "";
        };
    if (field.isEmpty()) {
      Status status = Status.create(problem.status());
      FediverseRoutes.stop(
          pages, visitors, request, response, status, problem.code(), guest.handle());
    } else {
      Map<String, String> errors = Map.of(field, problem.detail());
      show(request, response, Status.BAD_REQUEST_400, guest, typed, errors, null);
    }
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      FediverseGuest guest,
      Typed typed,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    // The ticket is in the address: it stays in no cache and no referrer.
    response
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    pages.send(
        response,
        status,
        new FediversePage.Join(
            visitors.frame(request),
            visitors.csrf(request, response),
            typed.ticket().text(),
            guest.handle(),
            typed.name(),
            typed.displayName(),
            errors,
            problemOrNull));
  }
}
