package org.farthing.node.identity;

import java.util.Locale;

/** How far the proof of an identity has come. */
public enum IdentityState {
  /** Its other side does not name the member yet. */
  PENDING,
  PROVED,
  /** Was proved once, and its other side names the member no more. */
  LOST;

  /** The name in the API and in the database, such as {@code proved}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
