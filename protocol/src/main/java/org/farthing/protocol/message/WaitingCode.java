package org.farthing.protocol.message;

import java.util.Locale;

/** Why a flattr waits. */
public enum WaitingCode {
  /** Its creator does not take part with a budget of their own in this month (give to get). */
  NOT_RECEIVING,
  /** Nobody on the creator's node has shown that the thing is theirs. */
  UNKNOWN_CREATOR;

  /** The code on the wire, {@code not_receiving}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
