package org.farthing.node.platform.http;

import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriInfo;
import io.helidon.common.uri.UriPath;
import io.helidon.webclient.api.ClientUri;
import java.net.URI;

/**
 * Path and query of an address as they are written. Helidon would join what stands between two
 * slashes, cut off what follows a semicolon, and decode the rest: then another resource would be
 * asked for, and no signature over the address would hold.
 */
record ExactTarget(String path) implements UriPath {

  /** An address that is asked for as it is written, without its fragment. */
  static ClientUri of(URI address) {
    URI ascii = URI.create(address.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String query = ascii.getRawQuery();
    UriInfo.Builder uri =
        UriInfo.builder()
            .scheme(ascii.getScheme())
            .host(ascii.getHost())
            .path(new ExactTarget(query == null ? path : path + "?" + query));
    if (ascii.getPort() != -1) {
      uri.port(ascii.getPort());
    }
    return ClientUri.create(uri.build());
  }

  @Override
  public String rawPath() {
    return path;
  }

  @Override
  public String rawPathNoParams() {
    return path;
  }

  @Override
  public Parameters matrixParameters() {
    return Parameters.empty("target");
  }

  @Override
  public UriPath absolute() {
    return this;
  }

  /** It is what the caller has written. */
  @Override
  public void validate() {}
}
