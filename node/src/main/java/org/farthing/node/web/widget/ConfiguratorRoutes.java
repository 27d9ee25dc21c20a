package org.farthing.node.web.widget;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.signin.Visitors;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/** Where creators make a button for a page of theirs, and see it. All is in the address. */
final class ConfiguratorRoutes implements HttpService {

  private static final String PATH = "/widget";
  private static final String DEMO = "/widget/demo";
  private static final String BEHAVIOUR = "/widget/configurator.js";

  private final Visitors visitors;
  private final Pages pages;
  private final ButtonReleases releases;
  private final Origin origin;
  private final StaticFile behaviour = StaticFile.read("/web/configurator.js");

  ConfiguratorRoutes(Visitors visitors, Pages pages, ButtonReleases releases, Origin origin) {
    this.visitors = visitors;
    this.pages = pages;
    this.releases = releases;
    this.origin = origin;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::configure)
        .any(PATH, HttpServer.only("GET"))
        .get(DEMO, this::demo)
        .any(DEMO, HttpServer.only("GET"))
        .get(
            BEHAVIOUR,
            (request, response) -> behaviour.send(request, response, "public, max-age=3600"))
        .any(BEHAVIOUR, HttpServer.only("GET"));
  }

  private void configure(ServerRequest request, ServerResponse response) {
    Choice choice = choice(request);
    boolean shown = choice.hasThing();
    List<Snippet> snippets = shown ? Snippet.of(choice, releases.newest()) : List.of();
    pages.send(
        response,
        new WidgetView.Configurator(
            visitors.frame(request),
            choice,
            problem(choice),
            snippets,
            releases.newest().path(),
            BEHAVIOUR,
            shown ? qr(choice) : ""));
  }

  private static String qr(Choice choice) {
    return QrRoutes.PATH
        + "?url="
        + Wanted.encoded(choice.url())
        + "&title="
        + Wanted.encoded(choice.title())
        + "&creator="
        + Wanted.encoded(choice.creator());
  }

  private static @Nullable String problem(Choice choice) {
    return choice.url().isEmpty() || choice.hasThing() ? null : "widget.url.malformed";
  }

  private Choice choice(ServerRequest request) {
    String own =
        visitors
            .visitor(request)
            .map(member -> "@" + member.name() + "@" + origin.authority())
            .orElse("");
    return Choice.of(request, origin, own);
  }

  private void demo(ServerRequest request, ServerResponse response) {
    Choice example = new Choice(origin, origin + "/", "", "", "large", true, "", "");
    pages.send(
        response, new WidgetView.Demo(visitors.frame(request), example, releases.newest().path()));
  }
}
