package org.farthing.node.signin;

/** Thrown where only a member may go: whoever asked is led to where they sign in, and then back. */
final class SignInRequired extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String next;

  /**
   * @param next a path of this node
   */
  SignInRequired(String next) {
    super("sign in first", null, false, false);
    this.next = next;
  }

  String next() {
    return next;
  }
}
