package org.farthing.node.federation.outbox;

import java.time.Duration;

/** What one attempt to deliver came to. */
sealed interface DeliveryOutcome {

  /** The peer has it. */
  record Delivered() implements DeliveryOutcome {}

  /**
   * Not this one, and not now.
   *
   * @param reason for the log and the admin
   */
  record Postponed(String reason) implements DeliveryOutcome {}

  /**
   * Nothing reaches the host now.
   *
   * @param reason for the log and the admin
   * @param askedFor how long the host wants to be left alone, zero when it said nothing
   */
  record HostDown(String reason, Duration askedFor) implements DeliveryOutcome {}

  /**
   * Its inbox is no more, and nothing will ever be taken there.
   *
   * @param reason for the log and the admin
   */
  record Gone(String reason) implements DeliveryOutcome {}

  /** Never: the same bytes would meet the same answer. */
  record Refused(String reason) implements DeliveryOutcome {}
}
