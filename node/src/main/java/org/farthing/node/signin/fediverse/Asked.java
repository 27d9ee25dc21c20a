package org.farthing.node.signin.fediverse;

import org.farthing.protocol.activity.Origin;

/**
 * What was asked of a server, to be kept until the browser comes back from it.
 *
 * @param server where the account is
 * @param domain what follows the {@code @} of its handle, which may be another host
 * @param clientId what this node is called there
 * @param verifier of PKCE (RFC 7636): whoever exchanges the code has to know it
 */
public record Asked(Origin server, String domain, String clientId, String verifier) {

  /** Without the verifier. */
  @Override
  public String toString() {
    return "Asked[" + server + "]";
  }
}
