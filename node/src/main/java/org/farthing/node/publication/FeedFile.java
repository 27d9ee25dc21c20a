package org.farthing.node.publication;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;

/** A feed as it is sent; readers ask for it again and again, and get it if it has changed. */
public final class FeedFile {

  private static final String TYPE = "application/atom+xml; charset=utf-8";
  private static final int ETAG_BYTES = 12;

  private final byte[] xml;
  private final String etag;

  FeedFile(byte[] xml) {
    this.xml = xml;
    this.etag = '"' + HexFormat.of().formatHex(Sha256.of(xml), 0, ETAG_BYTES) + '"';
  }

  /** Sends it, or that it is as it was. */
  public void answer(ServerRequest request, ServerResponse response) {
    response
        .header(HeaderNames.ETAG, etag)
        .header(HeaderNames.CACHE_CONTROL, "public, max-age=300");
    boolean known =
        request
            .headers()
            .first(HeaderNames.IF_NONE_MATCH)
            .filter(tags -> tags.contains(etag))
            .isPresent();
    if (known) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, TYPE).send(xml);
    }
  }
}
