package org.farthing.node.signin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.account.Member;
import org.farthing.node.look.Pages;

/** What happens once it is clear who somebody is: they are signed in and led on. Thread-safe. */
final class Arrivals {

  private final Pages pages;
  private final Visitors visitors;

  Arrivals(Pages pages, Visitors visitors) {
    this.pages = pages;
    this.visitors = visitors;
  }

  /**
   * Signs a member in. A form that they sent too late is shown to them and not sent by itself: it
   * may be another member's, who used this browser before.
   */
  void arrive(ServerRequest request, ServerResponse response, Member member, Onward onward) {
    Visitors.Welcomed welcomed = visitors.welcome(request, response, member);
    if (onward.hasForm()) {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
      pages.send(
          response,
          new SignInPage.Resume(welcomed.frame(), welcomed.csrf(), onward.next(), onward.form()));
    } else {
      Visitors.redirect(response, onward.next());
    }
  }
}
