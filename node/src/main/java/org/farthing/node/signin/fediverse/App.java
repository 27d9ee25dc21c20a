package org.farthing.node.signin.fediverse;

import java.time.Instant;
import org.farthing.protocol.activity.Origin;

/**
 * What this node is registered as at a server.
 *
 * @param scope what it may ask for
 * @param back where browsers are sent back to
 * @param knownAt when the server last took it
 */
record App(
    Origin server,
    String clientId,
    String clientSecret,
    String scope,
    String back,
    Instant knownAt) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "App[" + server + "]";
  }
}
