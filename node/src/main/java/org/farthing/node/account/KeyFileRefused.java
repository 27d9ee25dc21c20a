package org.farthing.node.account;

/** The node cannot start with this key file; the message is a sentence for the operator. */
public final class KeyFileRefused extends RuntimeException {

  KeyFileRefused(String message) {
    super(message);
  }

  KeyFileRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
