package org.farthing.node.signin;

/** Thrown where only a member may go: whoever asked is led to where they sign in, and then back. */
final class SignInRequired extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String next;
  private final boolean sent;

  /**
   * @param next a path of this node
   * @param sent whether a form was sent there, which is not to be lost
   */
  SignInRequired(String next, boolean sent) {
    super("sign in first", null, false, false);
    this.next = next;
    this.sent = sent;
  }

  String next() {
    return next;
  }

  boolean sent() {
    return sent;
  }
}
