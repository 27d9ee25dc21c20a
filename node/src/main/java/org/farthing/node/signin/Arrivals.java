package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.jspecify.annotations.Nullable;

/** What happens between a password that was right and the page that is seen then. Thread-safe. */
final class Arrivals {

  static final String CODE = SignInRoutes.IN + "/code";

  private final SecondFactors factors;
  private final Passkeys passkeys;
  private final Registration registration;
  private final boolean sendsMail;
  private final Pages pages;
  private final Visitors visitors;
  private final boolean fediverse;
  private final String script;

  /**
   * @param fediverse whether an account elsewhere in the fediverse signs in, too
   * @param script the path of what browsers use passkeys with
   */
  Arrivals(
      SecondFactors factors,
      Passkeys passkeys,
      Registration registration,
      boolean sendsMail,
      Pages pages,
      Visitors visitors,
      boolean fediverse,
      String script) {
    this.factors = factors;
    this.passkeys = passkeys;
    this.registration = registration;
    this.sendsMail = sendsMail;
    this.pages = pages;
    this.visitors = visitors;
    this.fediverse = fediverse;
    this.script = script;
  }

  /** Somebody has shown a member's password, or a link or an account that stands for it. */
  void arrive(ServerRequest request, ServerResponse response, Member member, Onward onward) {
    if (factors.isOn(member.id())) {
      Secret ticket = factors.ask(member.id());
      askForCode(request, response, Status.OK_200, ticket, onward, null);
    } else {
      enter(request, response, member, onward);
    }
  }

  /**
   * Signs a member in. A form that they sent too late is shown to them and not sent by itself: it
   * may be another member's, who used this browser before.
   */
  void enter(ServerRequest request, ServerResponse response, Member member, Onward onward) {
    goOn(response, visitors.welcomeBack(request, response, member), onward);
  }

  /** As {@link #enter}, for who has just joined and need not be told that they are here. */
  void begin(ServerRequest request, ServerResponse response, Member member, Onward onward) {
    goOn(response, visitors.welcome(request, response, member), onward);
  }

  private void goOn(ServerResponse response, Visitors.Welcomed welcomed, Onward onward) {
    if (onward.hasForm()) {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      pages.send(
          response,
          new SignInPage.Resume(welcomed.frame(), welcomed.csrf(), onward.next(), onward.form()));
    } else {
      Visitors.redirect(response, onward.next());
    }
  }

  /**
   * Goes on after a second step.
   *
   * @param wrong what is said when what was shown was wrong
   */
  void goOn(
      ServerRequest request,
      ServerResponse response,
      SecondFactors.Attempt attempt,
      Secret ticket,
      Onward onward,
      String wrong) {
    Frame frame = visitors.frame(request);
    switch (attempt) {
      case SecondFactors.Attempt.Right it -> enter(request, response, it.member(), onward);
      case SecondFactors.Attempt.Wrong _ ->
          askForCode(request, response, Status.UNAUTHORIZED_401, ticket, onward, wrong);
      case SecondFactors.Attempt.Later it -> {
        long seconds = it.left().toSeconds() + 1;
        response.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
        String later = frame.text("code.later", seconds);
        askForCode(request, response, Status.TOO_MANY_REQUESTS_429, ticket, onward, later);
      }
      case SecondFactors.Attempt.TooLate _ ->
          askForPassword(request, response, onward, frame.text("code.late"));
    }
  }

  void askForPassword(
      ServerRequest request,
      ServerResponse response,
      Onward onward,
      @Nullable String problemOrNull) {
    askForPassword(request, response, Status.UNAUTHORIZED_401, onward, "", problemOrNull);
  }

  /**
   * @param login what was typed before
   */
  void askForPassword(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Onward onward,
      String login,
      @Nullable String problemOrNull) {
    pages.send(
        response,
        status,
        new SignInPage.SignIn(
            visitors.frame(request),
            visitors.csrf(request, response),
            onward.carried(),
            login,
            registration == Registration.OPEN,
            sendsMail,
            fediverse,
            script,
            problemOrNull));
  }

  /**
   * @param ticket says whose password was right
   */
  void askForCode(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Secret ticket,
      Onward onward,
      @Nullable String problemOrNull) {
    Optional<MemberId> holder = factors.holder(ticket).map(Member::id);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    pages.send(
        response,
        status,
        new SignInPage.Code(
            visitors.frame(request),
            visitors.csrf(request, response),
            ticket.text(),
            onward.carried(),
            holder.map(factors::hasApp).orElse(true),
            holder.filter(it -> !passkeys.of(it).isEmpty()).isPresent(),
            script,
            problemOrNull));
  }
}
