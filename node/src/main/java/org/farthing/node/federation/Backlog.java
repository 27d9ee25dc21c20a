package org.farthing.node.federation;

/**
 * What a node still has to do for others. Several nodes are at rest together when all have an empty
 * backlog and, looked at again after the last of them, have {@code accepted} nothing since: a
 * message is in the backlog of its sender until it is in that of its receiver.
 *
 * @param inbound activities that wait to be handled, or are being handled
 * @param outbound deliveries that wait, or are under way
 * @param accepted activities that this process has ever taken in
 */
public record Backlog(long inbound, long outbound, long accepted) {

  public boolean isEmpty() {
    return inbound == 0 && outbound == 0;
  }
}
