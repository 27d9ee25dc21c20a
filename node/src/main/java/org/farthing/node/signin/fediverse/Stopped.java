package org.farthing.node.signin.fediverse;

/** The end of a way that leads nowhere; told as a {@link Fault} at the door of the package. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /**
   * @param detail for the log
   */
  Stopped(Fault fault, String detail) {
    super(detail, null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
