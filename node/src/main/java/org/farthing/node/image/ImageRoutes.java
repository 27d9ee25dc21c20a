package org.farthing.node.image;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;

/** The images that pages show. */
public final class ImageRoutes implements HttpService {

  private static final String IMAGE = Images.PATH + "{hash}";

  private final Images images;

  public ImageRoutes(Images images) {
    this.images = images;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(IMAGE, this::image)
        .head(IMAGE, this::image)
        .any(IMAGE, HttpServer.only("GET", "HEAD"));
  }

  private void image(ServerRequest request, ServerResponse response) {
    String hash = request.path().pathParameters().get("hash");
    if (!hash.matches("[0-9a-f]{64}")) {
      throw unknown();
    }
    Redrawn image = images.find(HexFormat.of().parseHex(hash)).orElseThrow(ImageRoutes::unknown);
    response
        .header(HeaderNames.CONTENT_TYPE, image.type())
        .header(HeaderNames.CACHE_CONTROL, "public, max-age=86400")
        .send(image.content());
  }

  private static Problem unknown() {
    return new Problem(
        404, "unknown_image", "There is no such image here", "It is no longer shown anywhere.");
  }
}
