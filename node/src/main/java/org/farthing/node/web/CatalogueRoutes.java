package org.farthing.node.web;

import io.helidon.common.parameters.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.figures.ThingFigure;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.publication.AtomFeed;
import org.farthing.node.publication.Catalogue;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.Wanted;
import org.farthing.node.signin.Visitors;

/** Where visitors find things and creators of this node. */
final class CatalogueRoutes implements HttpService {

  private static final String PATH = "/things";
  private static final String FEED = "/things.atom";
  private static final int MOST_FLATTRED = 10;

  private final Catalogue catalogue;
  private final PublicFigures figures;
  private final Pages pages;
  private final Visitors visitors;
  private final AtomFeed feed;

  CatalogueRoutes(
      LocalIds ids, Catalogue catalogue, PublicFigures figures, Pages pages, Visitors visitors) {
    this.catalogue = catalogue;
    this.figures = figures;
    this.pages = pages;
    this.visitors = visitors;
    this.feed = new AtomFeed(ids);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::catalogue)
        .head(PATH, this::catalogue)
        .any(PATH, HttpServer.only("GET", "HEAD"))
        .get(FEED, this::feed)
        .head(FEED, this::feed)
        .any(FEED, HttpServer.only("GET", "HEAD"));
  }

  private void catalogue(ServerRequest request, ServerResponse response) {
    String typed = parameter(request, "q");
    Wanted wanted = wanted(request);
    int page = page(parameter(request, "page"));
    Catalogue.Found found = catalogue.search(wanted, page);
    boolean isFront = wanted.isAnything() && page == 1;
    Map<Long, Long> counts =
        figures.mostFlattred().stream()
            .collect(Collectors.toMap(ThingFigure::thing, ThingFigure::counted));
    pages.send(
        response,
        new Page.OfCatalogue(
            visitors.frame(request),
            typed,
            wanted,
            catalogue.choices(),
            isFront ? mostFlattred() : List.of(),
            found,
            counts,
            page,
            figures.month()));
  }

  /** What a search finds, for whoever wants to hear of it. */
  private void feed(ServerRequest request, ServerResponse response) {
    Wanted wanted = wanted(request);
    feed.of(
            visitors.frame(request).node(),
            wanted.query(),
            catalogue.newest(wanted, AtomFeed.MOST_ENTRIES))
        .answer(request, response);
  }

  private static Wanted wanted(ServerRequest request) {
    return Wanted.of(
        parameter(request, "q"), parameter(request, "tag"), parameter(request, "language"));
  }

  private List<Publication> mostFlattred() {
    return catalogue
        .among(figures.mostFlattred().stream().map(ThingFigure::thing).toList())
        .stream()
        .limit(MOST_FLATTRED)
        .toList();
  }

  private static String parameter(ServerRequest request, String name) {
    Parameters query = request.query();
    return query.first(name).asOptional().orElse("").strip();
  }

  /** From 1 on; whatever else is asked for is the first. */
  private static int page(String typed) {
    return typed.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(typed) : 1;
  }
}
