package org.farthing.node.look;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;

/** Files of our own that pages need. Their address changes with them: they are kept for ever. */
public final class Assets implements HttpService {

  private static final int HASH_BYTES = 8;
  private static final String KEPT = "public, max-age=31536000, immutable";

  private final Asset stylesheet = Asset.read("farthing.css", "text/css; charset=utf-8");
  private final Asset icon = Asset.read("mark.svg", "image/svg+xml");

  private final Asset passkeys = Asset.read("passkeys.js", "text/javascript; charset=utf-8");

  private static final class Asset {

    private final String path;
    private final String type;
    private final byte[] bytes;

    private Asset(String path, String type, byte[] bytes) {
      this.path = path;
      this.type = type;
      this.bytes = bytes;
    }

    static Asset read(String name, String type) {
      try (InputStream in = Assets.class.getResourceAsStream("/web/" + name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is missing in this build");
        }
        byte[] bytes = in.readAllBytes();
        String version = HexFormat.of().formatHex(Sha256.of(bytes), 0, HASH_BYTES);
        return new Asset("/assets/" + version + "/" + name, type, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void route(HttpRules rules) {
      rules.get(
          path,
          (_, response) ->
              response
                  .header(HeaderNames.CONTENT_TYPE, type)
                  .header(HeaderNames.CACHE_CONTROL, KEPT)
                  .send(bytes));
    }
  }

  String stylesheet() {
    return stylesheet.path;
  }

  String icon() {
    return icon.path;
  }

  /** With which browsers make and use passkeys. */
  public String passkeys() {
    return passkeys.path;
  }

  @Override
  public void routing(HttpRules rules) {
    stylesheet.route(rules);
    icon.route(rules);
    passkeys.route(rules);
  }
}
