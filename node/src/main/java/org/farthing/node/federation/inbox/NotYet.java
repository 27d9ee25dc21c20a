package org.farthing.node.federation.inbox;

/**
 * An activity cannot be handled before this node knows something that it is about to find out. It
 * is tried again like what fails, and at the latest when {@link Inbox#hurry} is called.
 */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotYet(String reason) {
    super(reason, null, false, false);
  }
}
