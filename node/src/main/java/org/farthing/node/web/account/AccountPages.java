package org.farthing.node.web.account;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import org.farthing.node.account.Profiles;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.look.Pages;
import org.farthing.node.signin.Visitors;

/** The pages of a member's account. */
public final class AccountPages implements HttpService {

  private final List<HttpService> areas;

  public AccountPages(Visitors visitors, Pages pages, Profiles profiles, LinkedLikes likes) {
    this.areas = List.of(new ProfileRoutes(visitors, pages, profiles, likes));
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(areas.toArray(HttpService[]::new));
  }
}
