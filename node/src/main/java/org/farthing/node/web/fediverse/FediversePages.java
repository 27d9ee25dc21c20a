package org.farthing.node.web.fediverse;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import org.farthing.node.account.Profiles;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.look.Pages;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.Social;

/** A member's page of the rest of the fediverse, and the forms on it. */
public final class FediversePages implements HttpService {

  private final FediverseRoutes page;
  private final ReactionForms reactions;

  public FediversePages(
      LocalIds ids, Visitors visitors, Pages pages, Profiles profiles, Social social) {
    this.page = new FediverseRoutes(ids, visitors, pages, profiles, social);
    this.reactions = new ReactionForms(ids, visitors, social.ownReactions(), page);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(page, reactions);
  }
}
