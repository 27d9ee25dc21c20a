package org.farthing.node.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import org.farthing.node.look.Assets;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.protocol.json.Json;

/**
 * What lets a phone keep these pages as an app of its own, and share addresses with it: a manifest,
 * <a href="https://www.w3.org/TR/appmanifest/">Web Application Manifest</a>. There is nothing that
 * works without the node, so no script works in the background.
 */
final class InstallRoutes implements HttpService {

  private static final String PATH = "/manifest.webmanifest";
  private static final String PAPER = "#fbf7f0";

  private final Assets assets;
  private final Pages pages;

  InstallRoutes(Assets assets, Pages pages) {
    this.assets = assets;
    this.pages = pages;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::manifest)
        .head(PATH, this::manifest)
        .any(PATH, HttpServer.only("GET", "HEAD"));
  }

  private void manifest(ServerRequest request, ServerResponse response) {
    Frame frame = pages.frame(request, new Frame.Who.Unasked());
    response
        .header(HeaderNames.CONTENT_TYPE, "application/manifest+json")
        .header(HeaderNames.CACHE_CONTROL, "public, max-age=3600")
        .header(HeaderNames.VARY, "Accept-Language, Cookie")
        .send(manifest(frame).build().toString().getBytes(StandardCharsets.UTF_8));
  }

  private JsonObjectBuilder manifest(Frame frame) {
    return Json.newObject()
        .add("id", "/")
        .add("name", frame.node())
        .add("short_name", frame.node())
        .add("description", frame.text("landing.heading"))
        .add("lang", frame.words().language())
        .add("start_url", "/me")
        .add("scope", "/")
        .add("display", "standalone")
        .add("background_color", PAPER)
        .add("theme_color", PAPER)
        .add("icons", icons())
        .add("shortcuts", shortcuts(frame))
        .add("share_target", shareTarget());
  }

  private JsonArrayBuilder icons() {
    JsonArrayBuilder icons = Json.newArray();
    icons.add(icon(assets.icon(), "image/svg+xml", "any", "any"));
    for (Assets.Icon icon : assets.icons()) {
      String sizes = icon.size() + "x" + icon.size();
      icons.add(icon(icon.path(), "image/png", sizes, icon.purpose()));
    }
    return icons;
  }

  private static JsonObjectBuilder icon(String path, String type, String sizes, String purpose) {
    return Json.newObject()
        .add("src", path)
        .add("type", type)
        .add("sizes", sizes)
        .add("purpose", purpose);
  }

  private static JsonArrayBuilder shortcuts(Frame frame) {
    return Json.newArray()
        .add(Json.newObject().add("name", frame.text("donor.nav.flattr")).add("url", "/flattr"))
        .add(Json.newObject().add("name", frame.text("nav.things")).add("url", "/things"));
  }

  /** Shared addresses come to the page that asks before anything is given. */
  private static JsonObjectBuilder shareTarget() {
    return Json.newObject()
        .add("action", "/flattr")
        .add("method", "GET")
        .add(
            "params", Json.newObject().add("title", "title").add("text", "text").add("url", "url"));
  }
}
