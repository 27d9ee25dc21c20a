package org.farthing.node.web.widget;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.platform.http.HttpServer;

/**
 * The element, in every version that was ever released: pages name one by its address and its hash,
 * so each stays what it is. The address without a version is that of the newest.
 */
final class ButtonReleases implements HttpService {

  private static final String FOLDER = "/widget/";
  private static final String NAME = "/flattr-button.js";
  private static final String NEWEST = "/widget" + NAME;
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String FOR_AN_HOUR = "public, max-age=3600";

  private final List<Release> releases;

  ButtonReleases() {
    String versions =
        new String(StaticFile.read(FOLDER + "versions.txt").bytes(), StandardCharsets.UTF_8);
    this.releases = versions.lines().map(Release::of).toList();
  }

  /**
   * A version.
   *
   * @param integrity its hash, as {@code integrity} has it in HTML
   */
  record Release(String version, String integrity, StaticFile file) {

    private static Release of(String line) {
      int space = line.indexOf(' ');
      String version = line.substring(0, space);
      return new Release(
          version, line.substring(space + 1), StaticFile.read(FOLDER + version + ".js"));
    }

    String path() {
      return "/widget/" + version + NAME;
    }
  }

  Release newest() {
    return releases.getLast();
  }

  @Override
  public void routing(HttpRules rules) {
    for (Release release : releases) {
      serve(rules, release.path(), release.file(), FOR_EVER);
    }
    serve(rules, NEWEST, newest().file(), FOR_AN_HOUR);
  }

  private static void serve(HttpRules rules, String path, StaticFile file, String cacheControl) {
    rules
        .get(path, (request, response) -> file.send(request, response, cacheControl))
        .head(path, (request, response) -> file.send(request, response, cacheControl))
        .any(path, HttpServer.only("GET", "HEAD"));
  }
}
