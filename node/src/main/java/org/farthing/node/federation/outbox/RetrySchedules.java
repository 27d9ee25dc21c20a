package org.farthing.node.federation.outbox;

/**
 * When what could not be delivered is tried again.
 *
 * @param owed for what is owed between nodes
 * @param ordinary for what ordinary servers are told
 */
record RetrySchedules(RetrySchedule owed, RetrySchedule ordinary) {

  RetrySchedule of(Delivery delivery) {
    return delivery.isOwed() ? owed : ordinary;
  }
}
