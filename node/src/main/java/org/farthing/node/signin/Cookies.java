package org.farthing.node.signin;

import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.farthing.node.look.Languages;
import org.farthing.protocol.activity.Origin;

/**
 * The cookies of a node: one for who is signed in, one that ties forms to the browsers of those who
 * are not, and one for a language that was chosen. Where the origin is HTTPS the first two have the
 * {@code __Host-} prefix, so no other host can set them; elsewhere the port is in their name, since
 * cookies know no ports.
 */
final class Cookies {

  private static final Duration LANGUAGE = Duration.ofDays(365);
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final boolean https;
  private final String session;
  private final String form;

  Cookies(Origin origin) {
    this.https = origin.toString().startsWith("https:");
    String authority = origin.authority();
    int colon = authority.lastIndexOf(':');
    String port = colon < 0 || authority.endsWith("]") ? "80" : authority.substring(colon + 1);
    this.session = https ? "__Host-farthing" : "farthing_" + port;
    this.form = https ? "__Host-farthing-form" : "farthing_form_" + port;
  }

  Optional<Secret> session(ServerRequest request) {
    return secret(request, session);
  }

  Optional<Secret> form(ServerRequest request) {
    return secret(request, form);
  }

  private static Optional<Secret> secret(ServerRequest request, String name) {
    return request
        .headers()
        .cookies()
        .first(name)
        .asOptional()
        .filter(value -> SECRET.matcher(value).matches())
        .map(Secret::new);
  }

  void keepSession(ServerResponse response, Secret secret) {
    set(response, session, secret.text(), Sessions.LONGEST);
  }

  void forgetSession(ServerResponse response) {
    set(response, session, "", Duration.ZERO);
  }

  /** Until the browser is closed. */
  void keepForm(ServerResponse response, Secret secret) {
    response.headers().addCookie(cookie(form, secret.text()).build());
  }

  /**
   * Says nothing of anybody but which language they chose, and so goes by the same name everywhere.
   */
  void keepLanguage(ServerResponse response, Locale language) {
    set(response, Languages.COOKIE, language.toLanguageTag(), LANGUAGE);
  }

  private void set(ServerResponse response, String name, String value, Duration age) {
    response.headers().addCookie(cookie(name, value).maxAge(age).build());
  }

  private SetCookie.Builder cookie(String name, String value) {
    return SetCookie.builder(name, value)
        .path("/")
        .httpOnly(true)
        .secure(https)
        .sameSite(SetCookie.SameSite.LAX);
  }
}
