package org.farthing.node.command;

/** A command that cannot do what it was asked; the message is one sentence for the user. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private CommandFailed(int status, String message) {
    super(message);
    this.status = status;
  }

  /** It was tried and failed: exit status 1. */
  public static CommandFailed failed(String message) {
    return new CommandFailed(ExitStatus.FAILED, message);
  }

  /** What was given is refused and nothing was begun: exit status 2. */
  public static CommandFailed refused(String message) {
    return new CommandFailed(ExitStatus.REFUSED, message);
  }

  int status() {
    return status;
  }
}
