package org.farthing.node.web.admin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.function.Function;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.SignIn;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.admin.AdminView.Refusal;

/** What all of an admin's pages begin and end with: who asks, forms and what they come to. */
final class Desk {

  /** Rows on a page. */
  static final int ROWS = 50;

  /** The field by which one form is told from all others. */
  static final String ONCE = "once";

  /** The field of the password that is asked for once more. */
  static final String PASSWORD = "current";

  /** Which fields problems of the classes below are about. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "malformed_reason", "reason",
          "malformed_reference", "reference",
          "rail_id_taken", "rail_id",
          "malformed_domain", "domain",
          "own_domain", "domain",
          "malformed_comment", "public_comment");

  private final Visitors visitors;
  private final Pages pages;

  Desk(Visitors visitors, Pages pages) {
    this.visitors = visitors;
    this.pages = pages;
  }

  /** A page that answers a question. */
  void page(HttpRules rules, String path, Function<Visit, Sheet> answers) {
    rules
        .get(
            path,
            (request, response) -> {
              Visit visit = visit(request);
              Sheet sheet = answers.apply(visit);
              pages.send(response, new AdminView.Answer(visit.frame(), sheet, said(visit)));
            })
        .any(path, HttpServer.only("GET"));
  }

  /** A page that asks, and the form on it. */
  void deed(HttpRules rules, String path, Deed deed) {
    rules
        .get(
            path,
            (request, response) -> {
              Visit visit = visit(request);
              pages.send(
                  response,
                  new AdminView.Asked(
                      visit.frame(),
                      deed.asks().apply(visit),
                      Map.of(),
                      Refusal.NONE,
                      Uuid7.next().toString()));
            })
        .post(path, (request, response) -> carryOut(deed, request, response))
        .any(path, HttpServer.only("GET", "POST"));
  }

  /** Who asks; members who are no admins get a 403, strangers are led to where they sign in. */
  Visit visit(ServerRequest request) {
    return new Visit(request, visitors.frame(request), visitors.requireAdmin(request));
  }

  /**
   * Makes sure that it is the admin, and nobody who only finds their browser open.
   *
   * @throws Problem {@code unsure}
   */
  void requireSure(SignIn signIn, Visit visit, Form form) {
    signIn
        .unsure(visitors, visit.request(), visit.frame(), form.raw(PASSWORD))
        .ifPresent(
            why -> {
              throw Visit.refused(PASSWORD, "unsure", why);
            });
  }

  private static String said(Visit visit) {
    String key = "admin.said." + visit.sought("done");
    return visit.frame().words().has(key) ? visit.text(key) : "";
  }

  private void carryOut(Deed deed, ServerRequest request, ServerResponse response) {
    Visit visit = visit(request);
    Form form = visitors.longForm(request);
    if (form.stale()) {
      Refusal stale = new Refusal("", visit.text("form.stale"));
      askAgain(deed, visit, form, stale, Status.CONFLICT_409, response);
      return;
    }
    try {
      switch (deed.does().apply(visit, form)) {
        case Deed.Led it -> Visitors.redirect(response, Visit.and(it.path(), "done=" + it.said()));
        case Deed.Told(AdminView.Secret secret) -> {
          response
              .header(HeaderNames.CACHE_CONTROL, "no-store")
              .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
          pages.send(response, secret);
        }
      }
    } catch (Problem problem) {
      askAgain(
          deed,
          visit,
          form,
          new Refusal(field(problem), text(visit.frame(), problem)),
          Status.create(problem.status()),
          response);
    }
  }

  private void askAgain(
      Deed deed, Visit visit, Form form, Refusal refusal, Status status, ServerResponse response) {
    String once = form.text(ONCE).isEmpty() ? Uuid7.next().toString() : form.text(ONCE);
    Question question = deed.asks().apply(visit);
    boolean isAsked = question.fields().stream().anyMatch(it -> it.id().equals(refusal.field()));
    pages.send(
        response,
        status,
        new AdminView.Asked(
            visit.frame(),
            question,
            form.fields(),
            isAsked ? refusal : new Refusal("", refusal.text()),
            once));
  }

  private static String field(Problem problem) {
    return problem
        .pointer()
        .map(pointer -> pointer.substring(1))
        .orElse(FIELDS.getOrDefault(problem.code(), ""));
  }

  private static String text(Frame frame, Problem problem) {
    String key = "admin.refused." + problem.code();
    return frame.words().has(key)
        ? frame.text(key)
        : frame.refusal(problem.code(), problem.detail());
  }
}
