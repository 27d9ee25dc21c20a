package org.farthing.node.signin;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final boolean sendsMail;
  private final boolean fediverse;
  private final Pages pages;
  private final Visitors visitors;
  private final Arrivals arrivals;

  /**
   * @param fediverse whether an account elsewhere in the fediverse will do, too
   */
  JoinRoutes(
      Logins logins,
      boolean sendsMail,
      boolean fediverse,
      Pages pages,
      Visitors visitors,
      Arrivals arrivals) {
    this.logins = logins;
    this.sendsMail = sendsMail;
    this.fediverse = fediverse;
    this.pages = pages;
    this.visitors = visitors;
    this.arrivals = arrivals;
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
    if (isUninvited(nothing)) {
      showUninvited(request, response);
      return;
    }
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
    typed.login().check(frame, typed.name(), errors);
    if (!errors.isEmpty()) {
      show(request, response, Status.BAD_REQUEST_400, typed, errors, null);
      return;
    }
    try {
      Visitors.Welcomed _ = visitors.welcome(request, response, join(typed));
      Visitors.redirect(response, LocalPath.HOME);
    } catch (Problem problem) {
      refuse(request, response, typed, problem);
    }
  }

  private Member join(Typed typed) {
    return logins.join(
        typed.name(),
        typed.shownName(),
        typed.login().emailOrNull(),
        typed.login().password(),
        typed.invitationOrNull());
  }

  private void refuse(
      ServerRequest request, ServerResponse response, Typed typed, Problem problem) {
    String field =
        switch (problem.code()) {
          case "malformed_name", "reserved_name", "name_taken" -> "name";
          case "malformed_display_name" -> "display_name";
          case "no_invitation", "registration_closed" -> "";
          default -> throw problem;
        };
    boolean mayBeSentTwice =
        problem.code().equals("name_taken") || problem.code().equals("no_invitation");
    // Who presses the button twice is the member they have just become.
    if (mayBeSentTwice
        && logins.attempt(typed.name(), typed.login().password())
            instanceof Logins.Attempt.Welcome it) {
      arrivals.arrive(request, response, it.member(), new Onward(LocalPath.HOME, Map.of()));
    } else if (field.isEmpty() && isUninvited(typed)) {
      showUninvited(request, response);
    } else if (field.isEmpty()) {
      throw problem;
    } else {
      Map<String, String> errors =
          Map.of(field, visitors.frame(request).refusal(problem.code(), problem.detail()));
      show(request, response, Status.BAD_REQUEST_400, typed, errors, null);
    }
  }

  /** Whoever brings a link learns what is wrong with it; others, that it takes one. */
  private boolean isUninvited(Typed typed) {
    return switch (logins.registration()) {
      case OPEN -> false;
      case INVITATION -> typed.invitation().isEmpty();
      case CLOSED -> true;
    };
  }

  private void showUninvited(ServerRequest request, ServerResponse response) {
    boolean byInvitation = logins.registration() == Registration.INVITATION;
    pages.send(
        response,
        Status.FORBIDDEN_403,
        new SignInPage.Uninvited(visitors.frame(request), byInvitation));
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
            sendsMail,
            fediverse,
            errors,
            problemOrNull));
  }
}
