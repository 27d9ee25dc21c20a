package org.farthing.node.platform.database;

/** The database cannot be opened as asked; the message is a sentence for the operator. */
public final class DatabaseRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseRefused(String message) {
    super(message);
  }

  DatabaseRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
