package org.farthing.node.settlement;

import java.time.Instant;

/**
 * Lines of a peer's statements that an admin holds back while fraud is looked into.
 *
 * @param subject the flattr's or gift's id, the creator's actor, or the donor's tag
 * @param reason for admins
 */
public record LineHold(long id, int peer, Kind kind, String subject, String reason, Instant since) {

  /** Which lines are held. */
  public enum Kind {
    /** That of one flattr or gift. */
    FLATTR,
    /** All that give to a creator. */
    CREATOR,
    /** All of a donor whom the peer does not name, in one month. */
    DONOR_TAG
  }
}
