package org.farthing.node.platform.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What came of a request elsewhere. */
public sealed interface OutboundResult {
  /**
   * Any answer, of whatever status.
   *
   * @param uri where it came from, after redirects
   * @param headers by lower-case name
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Answer(URI uri, int status, Map<String, List<String>> headers, byte[] body)
      implements OutboundResult {
    /** The first value of a header. */
    public Optional<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * No answer.
   *
   * @param detail for the log
   */
  record Failure(Reason reason, String detail) implements OutboundResult {}

  /** Why there is no answer. */
  enum Reason {
    /** The URL or its host's addresses are not such as a node connects to. */
    REFUSED_ADDRESS,
    /** The URL is of a server that this node has nothing to do with. */
    BLOCKED,
    TIMEOUT,
    TOO_LARGE,
    TOO_MANY_REDIRECTS,
    /** No connection, or none that lasted: unknown host, refused, reset, bad TLS, no HTTP. */
    CONNECT_FAILED;

    /** The name in messages and logs, such as {@code refused_address}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
