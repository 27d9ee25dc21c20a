package org.farthing.node.web.widget;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import org.farthing.node.account.Members;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.Things;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.Visitors;
import org.farthing.protocol.activity.Origin;

/** The button for other sites, and all that belongs to it. */
public final class WidgetPages implements HttpService {

  private final List<HttpService> routes;

  public WidgetPages(
      Origin origin,
      GuardedHttpClient client,
      Members members,
      Things things,
      PublicFigures figures,
      Visitors visitors,
      Pages pages,
      Registration registration) {
    ButtonReleases releases = new ButtonReleases();
    Counts counts = new Counts(things, figures);
    HomewardRoutes homeward =
        new HomewardRoutes(
            visitors,
            pages,
            new HomeNodes(client, origin),
            new HomeCookie(origin),
            origin.scheme(),
            registration);
    this.routes =
        List.of(
            new CountRoutes(counts),
            releases,
            new BadgeRoutes(counts),
            new OEmbedRoutes(members, things, counts, origin),
            homeward,
            new SubmitRoutes(members, homeward, origin),
            new QrRoutes(visitors, pages, origin),
            new ConfiguratorRoutes(visitors, pages, releases, origin));
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(routes.toArray(HttpService[]::new));
  }
}
