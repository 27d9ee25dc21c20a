package org.farthing.node.signin;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** How somebody becomes a member by themselves. */
final class JoinRoutes implements HttpService {

  private static final String PATH = "/join";

  private final Logins logins;
  private final Pages pages;
  private final Visitors visitors;

  JoinRoutes(Logins logins, Pages pages, Visitors visitors) {
    this.logins = logins;
    this.pages = pages;
    this.visitors = visitors;
  }

  /**
   * What somebody has typed.
   *
   * @param invitation empty when they follow no link
   */
  private record Typed(String name, String displayName, NewPassword login, String invitation) {

    static final Typed NOTHING = new Typed("", "", new NewPassword("", ""), "");

    static Typed of(Form form) {
      return new Typed(
          form.text("name"),
          form.text("display_name"),
          NewPassword.of(form),
          form.text("invitation"));
    }

    Typed invitedBy(String token) {
      return new Typed(name, displayName, login, token);
    }

    String shownName() {
      return displayName.isEmpty() ? name : displayName;
    }

    @Nullable Secret invitationOrNull() {
      return invitation.isEmpty() ? null : new Secret(invitation);
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::page).post(PATH, this::join).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    if (visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, LocalPath.HOME);
      return;
    }
    Typed nothing =
        Typed.NOTHING.invitedBy(request.query().first("invitation").asOptional().orElse(""));
    logins.requireOpen(nothing.invitationOrNull());
    show(request, response, Status.OK_200, nothing, Map.of(), null);
  }

  private void join(ServerRequest request, ServerResponse response) {
    Form form = visitors.form(request);
    Typed typed = Typed.of(form);
    if (visitors.visitor(request).isPresent()) {
      Visitors.redirect(response, LocalPath.HOME);
      return;
    }
    Frame frame = visitors.frame(request);
    if (form.stale()) {
      show(request, response, Status.CONFLICT_409, typed, Map.of(), frame.text("form.stale"));
      return;
    }
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<Member> member = join(frame, typed, errors);
    if (member.isEmpty()) {
      show(request, response, Status.BAD_REQUEST_400, typed, errors, null);
      return;
    }
    Visitors.Welcomed _ = visitors.welcome(request, response, member.get());
    Visitors.redirect(response, LocalPath.HOME);
  }

  /** Takes them in, or says by field why not. */
  private Optional<Member> join(Frame frame, Typed typed, Map<String, String> errors) {
    typed.login().check(frame, typed.name(), errors);
    if (!errors.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          logins.join(
              typed.name(),
              typed.shownName(),
              typed.login().emailOrNull(),
              typed.login().password(),
              typed.invitationOrNull()));
    } catch (Problem problem) {
      return switch (problem.code()) {
        case "malformed_name", "reserved_name" -> wrong(errors, "name", problem);
        case "malformed_display_name" -> wrong(errors, "display_name", problem);
        case "name_taken", "no_invitation" -> sentTwice(typed, errors, problem);
        default -> throw problem;
      };
    }
  }

  private static Optional<Member> wrong(Map<String, String> errors, String field, Problem problem) {
    errors.put(field, problem.detail());
    return Optional.empty();
  }

  /** Who presses the button twice is the member they have just become. */
  private Optional<Member> sentTwice(Typed typed, Map<String, String> errors, Problem problem) {
    if (logins.attempt(typed.name(), typed.login().password())
        instanceof Logins.Attempt.Welcome it) {
      return Optional.of(it.member());
    }
    if (problem.code().equals("name_taken")) {
      return wrong(errors, "name", problem);
    }
    throw problem;
  }

  private void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Typed typed,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new SignInPage.Join(
            visitors.frame(request),
            visitors.csrf(request, response),
            typed.invitation(),
            typed.name(),
            typed.displayName(),
            typed.login().email(),
            errors,
            problemOrNull));
  }
}
