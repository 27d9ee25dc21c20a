package org.farthing.node.command;

/** What a command tells the shell. */
public final class ExitStatus {
  static final int OK = 0;

  /** It was understood and did not succeed. */
  static final int FAILED = 1;

  /** Its arguments, its configuration or its input were refused; nothing was begun. */
  static final int REFUSED = 2;

  private ExitStatus() {}
}
