package org.farthing.node.web;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import org.farthing.node.look.Languages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.LocalPath;
import org.farthing.node.signin.Visitors;

/** Where a visitor chooses a language. A link, as what it keeps is harmless. */
final class LanguageRoutes implements HttpService {

  private static final String PATH = "/language/{tag}";

  private final Visitors visitors;

  LanguageRoutes(Visitors visitors) {
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::choose).any(PATH, HttpServer.only("GET"));
  }

  private void choose(ServerRequest request, ServerResponse response) {
    Locale language =
        Languages.named(request.path().pathParameters().get("tag"))
            .orElseThrow(
                () ->
                    new Problem(
                        404,
                        "unknown_language",
                        "Nobody speaks that here",
                        "These pages are not written in that language."));
    visitors.choose(request, response, language);
    Visitors.redirect(
        response, LocalPath.or(request.query().first("next").asOptional().orElse("/")));
  }
}
