package org.farthing.node.signin.fediverse;

import java.util.Locale;

/** Why somebody cannot sign in by another server. */
public enum Fault {
  /** What was typed is no handle. */
  MALFORMED,
  /** The handle is one of this node's own. */
  OWN,
  /** Its server knows no such account. */
  UNKNOWN,
  /** This node has nothing to do with the server. */
  BLOCKED,
  /** The server does not answer, or not in time. */
  UNREACHABLE,
  /** The server does not speak the client API. */
  NO_API,
  /** Too many begin at once. */
  BUSY,
  /** The server does not take what it has sent the browser back with. */
  REFUSED,
  /** Whoever signed in there has no account that is the server's own. */
  FOREIGN;

  /** As in the keys of texts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
