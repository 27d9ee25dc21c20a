package org.farthing.node.web.widget;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * A script of ours, as it is sent to any site.
 *
 * @param gzipped the same, for whoever takes it so
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StaticFile(byte[] bytes, byte[] gzipped) {

  private static final Header ANY_ORIGIN =
      HeaderValues.createCached(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  private static final Header ANY_SITE =
      HeaderValues.createCached(HeaderNames.create("Cross-Origin-Resource-Policy"), "cross-origin");

  /** Reads a file of this build. */
  static StaticFile read(String name) {
    try (InputStream in = StaticFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this build");
      }
      byte[] bytes = in.readAllBytes();
      return new StaticFile(bytes, gzip(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  void send(ServerRequest request, ServerResponse response, String cacheControl) {
    openToAll(response)
        .header(HeaderNames.CONTENT_TYPE, "text/javascript; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, cacheControl)
        .header(HeaderNames.VARY, "Accept-Encoding");
    if (request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip")) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(gzipped);
    } else {
      response.send(bytes);
    }
  }

  /** For pages of any site: they may read it, embed it, and check it against a hash. */
  static ServerResponse openToAll(ServerResponse response) {
    return response.header(ANY_ORIGIN).header(ANY_SITE);
  }
}
