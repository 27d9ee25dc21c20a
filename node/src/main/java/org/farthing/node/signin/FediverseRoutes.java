package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.signin.FediverseMembers.Arrived;
import org.farthing.node.signin.fediverse.Asked;
import org.farthing.node.signin.fediverse.Fault;
import org.farthing.node.signin.fediverse.FediverseAccounts;
import org.farthing.node.signin.fediverse.FediverseAccounts.Return;
import org.farthing.node.signin.fediverse.FediverseAccounts.Way;
import org.jspecify.annotations.Nullable;

/** Signing in by an account elsewhere in the fediverse: there, and back. */
final class FediverseRoutes implements HttpService {

  static final String PATH = SignInRoutes.IN + "/fediverse";
  static final String INVITATION = "invitation";

  private static final String BACK = PATH + "/back";
  private static final String ELSEWHERE = "/me/creator/elsewhere";
  private static final String STATE = "state";

  private final FediverseAccounts accounts;
  private final FediverseVisits visits;
  private final FediverseMembers members;
  private final CurrentPassword current;
  private final URI back;
  private final Pages pages;
  private final Visitors visitors;
  private final Arrivals arrivals;

  FediverseRoutes(
      FediverseAccounts accounts,
      FediverseVisits visits,
      FediverseMembers members,
      CurrentPassword current,
      URI origin,
      Pages pages,
      Visitors visitors,
      Arrivals arrivals) {
    this.accounts = accounts;
    this.visits = visits;
    this.members = members;
    this.current = current;
    this.back = URI.create(origin + BACK);
    this.pages = pages;
    this.visitors = visitors;
    this.arrivals = arrivals;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::page).post(PATH, this::begin).any(PATH, HttpServer.only("GET", "POST"));
    rules.get(BACK, this::back).any(BACK, HttpServer.only("GET"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    Map<String, String> carried = carried(Onward.of(request), query(request, INVITATION));
    ask(request, response, Status.OK_200, carried, "", Map.of(), null);
  }

  private static String query(ServerRequest request, String name) {
    return request.query().first(name).asOptional().orElse("");
  }

  private static Map<String, String> carried(Onward onward, String invitation) {
    Map<String, String> carried = new LinkedHashMap<>(onward.carried());
    if (!invitation.isEmpty()) {
      carried.put(INVITATION, invitation);
    }
    return carried;
  }

  private void ask(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Map<String, String> carried,
      String handle,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new FediversePage.Ask(
            visitors.frame(request),
            visitors.csrf(request, response),
            carried,
            handle,
            visitors.visitor(request).filter(current::asks).isPresent(),
            errors,
            problemOrNull));
  }

  private void begin(ServerRequest request, ServerResponse response) {
    Form form = visitors.carryingForm(request);
    Frame frame = visitors.frame(request);
    Onward onward = Onward.of(form);
    String invitation = form.text(INVITATION);
    String handle = form.text("handle");
    Map<String, String> carried = carried(onward, invitation);
    if (form.stale()) {
      String stale = frame.text("form.stale");
      ask(request, response, Status.CONFLICT_409, carried, handle, Map.of(), stale);
      return;
    }
    Optional<String> unsure =
        visitors.session(request).flatMap(it -> current.unsure(frame, it, form.raw("current")));
    if (unsure.isPresent()) {
      Map<String, String> errors = Map.of("current", unsure.get());
      boolean asks = visitors.visitor(request).filter(current::asks).isPresent();
      ask(
          request,
          response,
          Status.BAD_REQUEST_400,
          carried,
          handle,
          asks ? errors : Map.of(),
          asks ? null : unsure.get());
      return;
    }
    leave(request, response, handle, onward, invitation);
  }

  private void leave(
      ServerRequest request,
      ServerResponse response,
      String handle,
      Onward onward,
      String invitation) {
    Frame frame = visitors.frame(request);
    Secret state = Secret.fresh();
    switch (accounts.way(handle, back, state.text())) {
      case Way.Open it -> {
        String browser = visitors.csrf(request, response);
        visits.leave(state, browser, new FediverseVisit(it.asked(), onward, invitation));
        response
            .header(HeaderNames.CACHE_CONTROL, "no-store")
            .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
        String host = it.asked().server().authority();
        pages.send(response, new FediversePage.Onwards(frame, host, it.address().toString()));
      }
      case Way.Closed it -> {
        String text = frame.text("fediverse.fault." + it.fault().id());
        Map<String, String> errors = Map.of("handle", text);
        Map<String, String> carried = carried(onward, invitation);
        ask(request, response, status(it.fault()), carried, handle, errors, null);
      }
    }
  }

  private static Status status(Fault fault) {
    return switch (fault) {
      case MALFORMED, OWN, UNKNOWN, NO_API -> Status.BAD_REQUEST_400;
      case BLOCKED, REFUSED, FOREIGN -> Status.FORBIDDEN_403;
      case BUSY -> Status.TOO_MANY_REQUESTS_429;
      case UNREACHABLE -> Status.SERVICE_UNAVAILABLE_503;
    };
  }

  /** Only the browser that has left comes back, once. */
  private void back(ServerRequest request, ServerResponse response) {
    String browser = visitors.csrf(request, response);
    Optional<FediverseVisit> visit = visits.comeBack(new Secret(query(request, STATE)), browser);
    if (visit.isEmpty()) {
      stop(request, response, Status.FORBIDDEN_403, "expired", "");
      return;
    }
    Asked asked = visit.get().asked();
    String code = query(request, "code");
    if (code.isEmpty()) {
      stop(request, response, Status.FORBIDDEN_403, "denied", asked.server().authority());
      return;
    }
    switch (accounts.account(asked, code)) {
      case Return.Unknown it ->
          stop(request, response, status(it.fault()), it.fault().id(), asked.server().authority());
      case Return.Known it ->
          arrive(
              request,
              response,
              members.arrive(it.account(), visit.get(), browser, visitors.visitor(request)),
              visit.get().onward());
    }
  }

  private void arrive(
      ServerRequest request, ServerResponse response, Arrived arrived, Onward onward) {
    switch (arrived) {
      case Arrived.In it -> arrivals.arrive(request, response, it.member(), onward);
      case Arrived.Linked _ -> Visitors.redirect(response, ELSEWHERE + "?done=signed");
      case Arrived.MayJoin it -> Visitors.redirect(response, FediverseJoinRoutes.at(it.ticket()));
      case Arrived.Refused it ->
          stop(request, response, Status.create(it.status()), it.why(), it.handle());
    }
  }

  private void stop(
      ServerRequest request, ServerResponse response, Status status, String why, String server) {
    stop(pages, visitors, request, response, status, why, server);
  }

  /** Says why it goes no further, and where to go instead. */
  static void stop(
      Pages pages,
      Visitors visitors,
      ServerRequest request,
      ServerResponse response,
      Status status,
      String why,
      String server) {
    Optional<Member> visitor = visitors.visitor(request);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    pages.send(
        response,
        status,
        new FediversePage.Stopped(
            visitors.frame(request), why, server, visitor.isPresent() ? ELSEWHERE : PATH));
  }
}
