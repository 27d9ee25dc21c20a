package org.farthing.node.web.creator;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.Publications;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.jspecify.annotations.Nullable;

/** A creator's things: registered, changed, withdrawn. */
final class ThingRoutes implements HttpService {

  private static final String PATH = IncomeRoutes.HOME + "/things";
  private static final String NEW = PATH + "/new";
  private static final String ONE = PATH + "/{id}";
  private static final String WITHDRAW = ONE + "/withdraw";
  private static final int ROWS = 50;

  /** What can have been done just now, by what the address says, and the text that says so. */
  private static final Map<String, String> SAID =
      Map.of(
          "registered", "things.said.registered",
          "known", "things.said.known",
          "changed", "things.said.changed",
          "withdrawn", "things.said.withdrawn");

  private static final Map<String, String> FIELD_OF =
      Map.of("malformed_url", "url", "claimed", "url", "withdrawn", "url");

  private final Visitors visitors;
  private final Pages pages;
  private final Publications publications;

  ThingRoutes(Visitors visitors, Pages pages, Publications publications) {
    this.visitors = visitors;
    this.pages = pages;
    this.publications = publications;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::list)
        .any(PATH, HttpServer.only("GET"))
        .get(NEW, this::blank)
        .post(NEW, this::register)
        .any(NEW, HttpServer.only("GET", "POST"))
        .get(ONE, this::show)
        .post(ONE, this::change)
        .any(ONE, HttpServer.only("GET", "POST"))
        .get(WITHDRAW, this::ask)
        .post(WITHDRAW, this::withdraw)
        .any(WITHDRAW, HttpServer.only("GET", "POST"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    Member creator = visitors.require(request);
    OptionalLong before =
        request.query().first("before").asOptional().stream()
            .flatMapToLong(text -> ThingAddresses.thingIn("/things/" + text).stream())
            .findFirst();
    @Nullable Long beforeOrNull = before.isPresent() ? before.getAsLong() : null;
    List<Publication> things = publications.of(creator.id(), beforeOrNull, ROWS + 1);
    List<Publication> shown = things.stream().limit(ROWS).toList();
    pages.send(
        response,
        new CreatorView.ThingList(
            visitors.frame(request),
            shown,
            things.size() > ROWS ? shown.getLast().id() : null,
            said(request)));
  }

  private static @Nullable String said(ServerRequest request) {
    return SAID.get(request.query().first("done").asOptional().orElse(""));
  }

  private void blank(ServerRequest request, ServerResponse response) {
    visitors.require(request);
    pages.send(
        response,
        new CreatorView.ThingForm(
            visitors.frame(request), null, TypedThing.NONE, Map.of(), null, null));
  }

  private void register(ServerRequest request, ServerResponse response) {
    Member creator = visitors.require(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedThing typed = TypedThing.of(form);
    if (form.stale()) {
      refuse(response, frame, null, typed);
      return;
    }
    Publications.Entered entered;
    try {
      entered = publications.register(creator, typed.url(), typed.content(false));
    } catch (Problem problem) {
      refuse(response, frame, null, typed, problem);
      return;
    }
    String done = entered.isNew() ? "registered" : "known";
    Visitors.redirect(response, PATH + "/" + entered.publication().id() + "?done=" + done);
  }

  private void show(ServerRequest request, ServerResponse response) {
    Publication thing = own(request);
    pages.send(
        response,
        new CreatorView.ThingForm(
            visitors.frame(request), thing, TypedThing.of(thing), Map.of(), null, said(request)));
  }

  /** A thing of the visitor's that is not withdrawn. */
  private Publication own(ServerRequest request) {
    Member creator = visitors.require(request);
    return id(request).stream()
        .boxed()
        .findFirst()
        .flatMap(publications::find)
        .filter(it -> it.creator().id().equals(creator.id()) && it.withdrawnAt().isEmpty())
        .orElseThrow(
            () ->
                new Problem(
                    404,
                    "unknown_thing",
                    "Unknown thing",
                    "No thing of yours has this id, or you have withdrawn it."));
  }

  private static OptionalLong id(ServerRequest request) {
    return ThingAddresses.thingIn("/things/" + request.path().pathParameters().get("id"));
  }

  private void change(ServerRequest request, ServerResponse response) {
    Publication thing = own(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedThing typed = TypedThing.of(form);
    if (form.stale()) {
      refuse(response, frame, thing, typed);
      return;
    }
    try {
      publications.change(
          thing.creator(),
          thing.id(),
          new Publications.Change(
              before -> typed.content(before.textOrNull() != null), typed.pinned()));
    } catch (Problem problem) {
      refuse(response, frame, thing, typed, problem);
      return;
    }
    Visitors.redirect(response, PATH + "/" + thing.id() + "?done=changed");
  }

  private void ask(ServerRequest request, ServerResponse response) {
    ask(request, response, Status.OK_200, false);
  }

  private void ask(ServerRequest request, ServerResponse response, Status status, boolean stale) {
    CreatorView question = new CreatorView.Withdraw(visitors.frame(request), own(request), stale);
    pages.send(response, status, question);
  }

  /** Sent twice, the second finds it withdrawn: the same page says so. */
  private void withdraw(ServerRequest request, ServerResponse response) {
    Member creator = visitors.require(request);
    Form form = visitors.form(request);
    String id = request.path().pathParameters().get("id");
    if (form.stale()) {
      ask(request, response, Status.CONFLICT_409, true);
      return;
    }
    long thing =
        id(request)
            .orElseThrow(
                () -> new Problem(404, "unknown_thing", "Unknown thing", id + " is no id."));
    publications.withdraw(creator, thing);
    Visitors.redirect(response, PATH + "?done=withdrawn");
  }

  private void refuse(
      ServerResponse response, Frame frame, @Nullable Publication thing, TypedThing typed) {
    send(response, Status.CONFLICT_409, frame, thing, typed, Map.of(), frame.text("form.stale"));
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      @Nullable Publication thing,
      TypedThing typed,
      Problem problem) {
    Optional<String> field = Refusal.field(problem, FIELD_OF);
    String text = Refusal.text(frame, problem);
    Status status = Status.create(problem.status());
    if (field.isPresent()) {
      send(response, status, frame, thing, typed, Map.of(field.get(), text), null);
    } else {
      send(response, status, frame, thing, typed, Map.of(), text);
    }
  }

  private void send(
      ServerResponse response,
      Status status,
      Frame frame,
      @Nullable Publication thing,
      TypedThing typed,
      Map<String, String> errors,
      @Nullable String problem) {
    pages.send(
        response, status, new CreatorView.ThingForm(frame, thing, typed, errors, problem, null));
  }
}
