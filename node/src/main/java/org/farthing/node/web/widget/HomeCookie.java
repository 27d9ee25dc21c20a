package org.farthing.node.web.widget;

import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.farthing.protocol.activity.Origin;

/**
 * Where a visitor flattrs, kept in their browser if they wish, as they have typed it. Of this
 * node's pages alone; it says nothing about who they are that they have not said.
 */
final class HomeCookie {

  private static final Duration KEPT = Duration.ofDays(365);
  private static final int HTTP_PORT = 80;

  private final boolean https;
  private final String name;

  HomeCookie(Origin origin) {
    this.https = origin.scheme().equals("https");
    int port = origin.port() < 0 ? HTTP_PORT : origin.port();
    this.name = https ? "__Host-farthing-home" : "farthing_home_" + port;
  }

  Optional<String> read(ServerRequest request) {
    return request.headers().cookies().first(name).asOptional().flatMap(HomeCookie::decoded);
  }

  private static Optional<String> decoded(String value) {
    try {
      String typed = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
      return HomeName.parse(typed).map(_ -> typed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void keep(ServerResponse response, String typed) {
    String value =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(typed.strip().getBytes(StandardCharsets.UTF_8));
    set(response, value, KEPT);
  }

  void forget(ServerResponse response) {
    set(response, "", Duration.ZERO);
  }

  private void set(ServerResponse response, String value, Duration age) {
    response
        .headers()
        .addCookie(
            SetCookie.builder(name, value)
                .path("/")
                .httpOnly(true)
                .secure(https)
                .sameSite(SetCookie.SameSite.LAX)
                .maxAge(age)
                .build());
  }
}
