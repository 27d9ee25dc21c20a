package org.farthing.protocol.message;

import java.util.Locale;

/** Why a flattr or a gift never counts. */
public enum RefusalCode {
  /** The donor is the creator. */
  FLATTR_OWNER,
  /** Of a gift: nobody of that name is on the creator's node. */
  UNKNOWN_CREATOR,
  /** It came after the cut-off of its month. */
  LATE,
  /** Its donor or node is blocked. */
  BLOCKED,
  /** The donor's node is late with what it owes: no flattrs are exchanged with it for now. */
  SUSPENDED,
  /** Its creator has withdrawn the thing. */
  WITHDRAWN,
  /** It is in another currency than that of the creator's node. */
  CURRENCY,
  /** The same id was used for other content before. */
  CONFLICT,
  /** It was undone before it came. */
  UNDONE,
  /** {@code published} lies outside its period, or the period has not begun. */
  PERIOD;

  /** The code on the wire, {@code flattr_owner}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
