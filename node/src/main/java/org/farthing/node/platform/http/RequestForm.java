package org.farthing.node.platform.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Refuses requests that a proxy and this server might understand differently (RFC 9112, section
 * 6.3), and bodies that never end. Helidon itself refuses those that are compressed.
 */
final class RequestForm implements Filter {

  private final Duration longestBody;

  /**
   * @param longestBody how long a body may take to come
   */
  RequestForm(Duration longestBody) {
    this.longestBody = longestBody;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (isAmbiguous(request)) {
      response.header(HeaderNames.CONNECTION, "close");
      throw new Problem(
          400, "bad_request", "The request is not understood", "Its headers can be read twofold.");
    }
    long end = System.nanoTime() + longestBody.toNanos();
    request.streamFilter(in -> new EndingStream(in, end));
    chain.proceed();
  }

  private static boolean isAmbiguous(RoutingRequest request) {
    boolean twoLengths =
        request.headers().contains(HeaderNames.CONTENT_LENGTH)
            && request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    return twoLengths
        || count(request, HeaderNames.CONTENT_LENGTH) > 1
        || count(request, HeaderNames.TRANSFER_ENCODING) > 1
        || count(request, HeaderNames.HOST) > 1;
  }

  private static int count(RoutingRequest request, HeaderName name) {
    return request.headers().contains(name) ? request.headers().get(name).allValues().size() : 0;
  }

  /** A body that has to be there in time, and not only its next byte. */
  private static final class EndingStream extends FilterInputStream {

    private final long end;

    EndingStream(InputStream in, long end) {
      super(in);
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      requireTime();
      try {
        return super.read();
      } catch (IllegalArgumentException e) {
        throw malformedChunks();
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      requireTime();
      try {
        return super.read(bytes, offset, length);
      } catch (IllegalArgumentException e) {
        throw malformedChunks();
      }
    }

    /** Helidon takes the size of a chunk for a number, whatever it is. */
    private static Problem malformedChunks() {
      return new Problem(
          400, "bad_request", "The request is not understood", "The size of a chunk is no number.");
    }

    private void requireTime() {
      if (System.nanoTime() - end > 0) {
        throw new Problem(408, "too_slow", "The body took too long", "Send it again, and faster.");
      }
    }
  }
}
