package org.farthing.node.signin;

import java.util.Locale;

/** Who can become a member by themselves. */
public enum Registration {
  /** Everybody. */
  OPEN,
  /** Whoever has a link that an admin has made. */
  INVITATION,
  /** Nobody: an admin takes members in. */
  CLOSED;

  /** As in the configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
