package org.farthing.node.platform.http;

/**
 * The address at which HTTP is to be served cannot be had; the message is a sentence for people.
 */
public final class CannotListen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotListen(String host, int port, Throwable cause) {
    super(
        "Nothing can be served at %s:%d: the port is in use, or may not be used. Set http.port."
            .formatted(host, port),
        cause);
  }
}
