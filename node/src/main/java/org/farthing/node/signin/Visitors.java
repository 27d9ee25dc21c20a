package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Languages;
import org.farthing.node.look.Pages;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;

/**
 * Who asks for a page, and the forms that they send. Thread-safe.
 *
 * <pre>{@code
 * void budget(ServerRequest request, ServerResponse response) {
 *   Member member = visitors.require(request);
 *   Form form = visitors.form(request);
 *   if (form.stale()) {
 *     // show the page again, with what was typed and Words "form.stale", status 409
 *   }
 *   …
 *   Visitors.redirect(response, "/me");
 * }
 * }</pre>
 */
public final class Visitors {

  private final Sessions sessions;
  private final Notices notices;
  private final MemberLanguages languages;
  private final Pages pages;
  private final Cookies cookies;
  private final Forms forms;

  Visitors(
      Sessions sessions, Notices notices, MemberLanguages languages, Pages pages, Origin origin) {
    this.sessions = sessions;
    this.notices = notices;
    this.languages = languages;
    this.pages = pages;
    this.cookies = new Cookies(origin);
    this.forms = new Forms(origin);
  }

  /** Who is signed in. */
  public Optional<Member> visitor(ServerRequest request) {
    return session(request).map(Session::member);
  }

  Optional<Session> session(ServerRequest request) {
    return cookies.session(request).flatMap(sessions::find);
  }

  /** Who is signed in; whoever is not is led to where they sign in, and then back. */
  public Member require(ServerRequest request) {
    return requireSession(request).member();
  }

  Session requireSession(ServerRequest request) {
    return session(request)
        .orElseThrow(() -> new SignInRequired(address(request), !isRead(request)));
  }

  /**
   * As {@link #require}, and one who runs the node.
   *
   * @throws Problem {@code admins_only}
   */
  public Member requireAdmin(ServerRequest request) {
    Session session = requireSession(request);
    if (!session.admin()) {
      throw new Problem(
          403, "admins_only", "This is for admins", "Only who runs this node can see it.");
    }
    return session.member();
  }

  /** A form's own address is where its page is. */
  static String address(ServerRequest request) {
    String query = request.query().rawValue();
    String path = request.path().rawPath();
    return LocalPath.or(query.isEmpty() || !isRead(request) ? path : path + "?" + query);
  }

  private static boolean isRead(ServerRequest request) {
    return request.prologue().method().equals(Method.GET);
  }

  /** How errors are shown to them. */
  public ErrorPage errors() {
    return new SeenErrors(pages, this);
  }

  /** What stands around a page that this visitor sees. */
  public Frame frame(ServerRequest request) {
    return pages.frame(
        request,
        session(request)
            .<Frame.Who>map(session -> signedIn(session, cookies.session(request).orElseThrow()))
            .orElseGet(Frame.Who.Stranger::new));
  }

  private static Frame.Who signedIn(Session session, Secret cookie) {
    return new Frame.Who.SignedIn(
        session.member().name(),
        session.member().displayName(),
        session.admin(),
        Forms.token(cookie));
  }

  /**
   * What a form has to carry in its field {@link Form#CSRF}. A browser that has no cookie for it is
   * given one, so ask before the page is sent.
   */
  public String csrf(ServerRequest request, ServerResponse response) {
    Secret cookie =
        formCookie(request)
            .orElseGet(
                () -> {
                  Secret fresh = Secret.fresh();
                  cookies.keepForm(response, fresh);
                  return fresh;
                });
    return Forms.token(cookie);
  }

  /** Of who is signed in the session; of others the one for forms. */
  private Optional<Secret> formCookie(ServerRequest request) {
    return session(request).isPresent() ? cookies.session(request) : cookies.form(request);
  }

  /**
   * The form that was sent, at most 64 KiB.
   *
   * @throws Problem {@code cross_site}, {@code unsupported_media_type}, {@code too_large}, {@code
   *     malformed_form}
   */
  public Form form(ServerRequest request) {
    return forms.read(request, formCookie(request), Forms.LARGEST);
  }

  /** As {@link #form}, with room for a text of 50 000 characters: of who may write such. */
  public Form longForm(ServerRequest request) {
    return forms.read(request, formCookie(request), Forms.LARGEST_LONG);
  }

  /** As {@link #form}, with room for another form that is carried in it. */
  Form carryingForm(ServerRequest request) {
    return forms.read(request, formCookie(request), Forms.LARGEST_CARRYING);
  }

  /**
   * What the page shows that a member sees as the first in a new session.
   *
   * @param csrf for its forms
   */
  public record Welcomed(Frame frame, String csrf) {}

  /** Signs this browser in, with a new secret: one that it had before is worth nothing more. */
  public Welcomed welcome(ServerRequest request, ServerResponse response, Member member) {
    return welcome(request, response, client -> sessions.begin(member.id(), client));
  }

  /** As {@link #welcome}, and tells the member of it: it may be somebody else. */
  Welcomed welcomeBack(ServerRequest request, ServerResponse response, Member member) {
    return welcome(request, response, client -> sessions.begin(member.id(), client, notices));
  }

  private Welcomed welcome(
      ServerRequest request, ServerResponse response, Function<String, Secret> beginning) {
    cookies.session(request).ifPresent(sessions::end);
    String client = request.headers().first(HeaderNames.USER_AGENT).orElse("");
    Secret secret = beginning.apply(client);
    cookies.keepSession(response, secret);
    sessions.find(secret).ifPresent(session -> speak(request, response, session.member().id()));
    return new Welcomed(
        sessions
            .find(secret)
            .map(session -> pages.frame(request, signedIn(session, secret)))
            .orElseGet(() -> pages.frame(request, new Frame.Who.Stranger())),
        Forms.token(secret));
  }

  /** What a member has chosen elsewhere is spoken here, too, unless another language was chosen. */
  private void speak(ServerRequest request, ServerResponse response, MemberId member) {
    Optional<Locale> theirs = languages.meet(member, Languages.of(request));
    if (Languages.chosen(request).isEmpty()) {
      theirs.ifPresent(language -> cookies.keepLanguage(response, language));
    }
  }

  /** A visitor chooses a language: for this browser, and who is signed in, for letters too. */
  public void choose(ServerRequest request, ServerResponse response, Locale language) {
    cookies.keepLanguage(response, language);
    visitor(request).ifPresent(member -> languages.choose(member.id(), language));
  }

  /** Ends the session of this browser, if there is one. */
  public void end(ServerRequest request, ServerResponse response) {
    cookies.session(request).ifPresent(sessions::end);
    cookies.forgetSession(response);
  }

  /** After a form: what is seen next is asked for anew, so nothing is sent twice. */
  public static void redirect(ServerResponse response, String path) {
    response
        .status(Status.SEE_OTHER_303)
        .header(HeaderNames.LOCATION, path)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send();
  }

  /** Leads strangers to where they sign in; their browsers send a form of theirs there, too. */
  public void route(HttpRouting.Builder routing) {
    routing.error(SignInRequired.class, (_, response, e) -> leadToSignIn(response, e));
  }

  private static void leadToSignIn(ServerResponse response, SignInRequired required) {
    if (required.sent()) {
      response
          .status(Status.TEMPORARY_REDIRECT_307)
          .header(HeaderNames.LOCATION, LocalPath.signInKeeping(required.next()))
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .send();
    } else {
      redirect(response, LocalPath.signInAndThen(required.next()));
    }
  }
}
