package org.farthing.node.web.creator;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.node.account.MemberId;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.identity.Snippet;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.jspecify.annotations.Nullable;

/** Sites, pages and accounts elsewhere that a creator shows to be theirs. */
final class ElsewhereRoutes implements HttpService {

  private static final String PATH = IncomeRoutes.HOME + "/elsewhere";
  private static final String CHECK = PATH + "/{id}/check";
  private static final String REMOVE = PATH + "/{id}/remove";

  /** What can have been done just now, by what the address says, and the text that says so. */
  private static final Map<String, String> SAID =
      Map.of(
          "added", "elsewhere.said.added",
          "proved", "elsewhere.said.proved",
          "missing", "elsewhere.said.missing",
          "removed", "elsewhere.said.removed",
          "signed", "elsewhere.said.signed");

  private static final Map<String, String> FIELD_OF =
      Map.of(
          "malformed_identity", "what",
          "own_node", "what",
          "unknown_actor", "what",
          "unreachable", "what",
          "claimed", "what");

  private final Visitors visitors;
  private final Pages pages;
  private final Identities identities;
  private final boolean signsIn;

  /**
   * @param signsIn whether an account is proved by signing in there, too
   */
  ElsewhereRoutes(Visitors visitors, Pages pages, Identities identities, boolean signsIn) {
    this.visitors = visitors;
    this.pages = pages;
    this.identities = identities;
    this.signsIn = signsIn;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::show)
        .post(PATH, this::add)
        .any(PATH, HttpServer.only("GET", "POST"))
        .post(CHECK, this::check)
        .any(CHECK, HttpServer.only("POST"))
        .post(REMOVE, this::remove)
        .any(REMOVE, HttpServer.only("POST"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    MemberId member = visitors.require(request).id();
    String done = request.query().first("done").asOptional().orElse("");
    pages.send(
        response,
        new CreatorView.Elsewhere(
            visitors.frame(request),
            signsIn,
            proofs(member),
            IdentityKind.SITE,
            "",
            Map.of(),
            null,
            SAID.get(done)));
  }

  private List<CreatorView.Proof> proofs(MemberId member) {
    return identities.of(member).stream()
        .map(
            identity ->
                new CreatorView.Proof(
                    identity, Snippet.of(identity.kind(), identities.profile(member))))
        .toList();
  }

  private void add(ServerRequest request, ServerResponse response) {
    MemberId member = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Optional<IdentityKind> kind =
        Stream.of(IdentityKind.values())
            .filter(each -> each.code().equals(form.text("kind")))
            .findFirst();
    String typed = form.text("what");
    IdentityKind chosen = kind.orElse(IdentityKind.SITE);
    if (form.stale()) {
      stale(response, frame, member, chosen, typed);
      return;
    }
    Identity added;
    try {
      added = identities.add(member, chosen, typed);
    } catch (Problem problem) {
      refuse(response, frame, member, chosen, typed, problem);
      return;
    }
    Visitors.redirect(response, PATH + "?done=added#i" + added.id());
  }

  /** Looks now; what it finds is on the page that follows. */
  private void check(ServerRequest request, ServerResponse response) {
    MemberId member = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    long id = id(request);
    if (form.stale()) {
      stale(response, frame, member, IdentityKind.SITE, "");
      return;
    }
    Identity now;
    try {
      now = identities.check(member, id);
    } catch (Problem problem) {
      send(
          response,
          Status.create(problem.status()),
          frame,
          member,
          IdentityKind.SITE,
          "",
          Map.of(),
          Refusal.text(frame, problem));
      return;
    }
    boolean found = now.isProved() && now.failures() == 0;
    Visitors.redirect(response, PATH + "?done=" + (found ? "proved" : "missing") + "#i" + id);
  }

  /** Sent twice, the second finds it gone: the same page says so. */
  private void remove(ServerRequest request, ServerResponse response) {
    MemberId member = visitors.require(request).id();
    long id = id(request);
    if (visitors.form(request).stale()) {
      stale(response, visitors.frame(request), member, IdentityKind.SITE, "");
      return;
    }
    try {
      if (identities.of(member).stream().anyMatch(each -> each.id() == id)) {
        Identity _ = identities.remove(member, id);
      }
    } catch (Problem problem) {
      refuse(response, visitors.frame(request), member, IdentityKind.SITE, "", problem);
      return;
    }
    Visitors.redirect(response, PATH + "?done=removed");
  }

  private void stale(
      ServerResponse response, Frame frame, MemberId member, IdentityKind kind, String typed) {
    String text = frame.text("form.stale");
    send(response, Status.CONFLICT_409, frame, member, kind, typed, Map.of(), text);
  }

  private static long id(ServerRequest request) {
    String id = request.path().pathParameters().get("id");
    if (!id.matches("[1-9][0-9]{0,17}")) {
      throw new Problem(404, "unknown_identity", "Unknown identity", "You have added no such one.");
    }
    return Long.parseLong(id);
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      MemberId member,
      IdentityKind kind,
      String typed,
      Problem problem) {
    Optional<String> field = Refusal.field(problem, FIELD_OF);
    String text = Refusal.text(frame, problem);
    Status status = Status.create(problem.status());
    send(
        response,
        status,
        frame,
        member,
        kind,
        typed,
        field.map(id -> Map.of(id, text)).orElse(Map.of()),
        field.isPresent() ? null : text);
  }

  private void send(
      ServerResponse response,
      Status status,
      Frame frame,
      MemberId member,
      IdentityKind kind,
      String typed,
      Map<String, String> errors,
      @Nullable String problem) {
    pages.send(
        response,
        status,
        new CreatorView.Elsewhere(
            frame, signsIn, proofs(member), kind, typed, errors, problem, null));
  }
}
