package org.farthing.node.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.stream.Stream;

/** What is kept compressed, and sent so to whoever reads it. */
public final class Gzip {

  private Gzip() {}

  /** Whether who asks reads it. Whoever gives weights to codings gets the plain bytes. */
  public static boolean isTakenBy(ServerRequest request) {
    return request.headers().values(HeaderNames.ACCEPT_ENCODING).stream()
        .flatMap(each -> Stream.of(each.split(",", -1)))
        .anyMatch(coding -> coding.strip().equalsIgnoreCase("gzip"));
  }
}
