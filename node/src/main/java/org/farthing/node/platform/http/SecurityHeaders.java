package org.farthing.node.platform.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;

/** What every answer says to browsers; a page that needs other rules sets its own value. */
final class SecurityHeaders {
  static final List<Header> ALL =
      List.of(
          HeaderValues.createCached(
              HeaderNames.create("Content-Security-Policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
                  + " base-uri 'none'; frame-ancestors 'none'"),
          HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff"),
          HeaderValues.createCached(
              HeaderNames.create("Referrer-Policy"), "strict-origin-when-cross-origin"));

  private SecurityHeaders() {}
}
