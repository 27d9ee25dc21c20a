package org.farthing.node.signin;

import java.time.Instant;

/**
 * The secret that a member's app has, or is to have.
 *
 * @param sealed under the key file
 * @param confirmed whether the member has shown a code of it
 * @param lastStep of whose code no more is taken
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SecondFactor(byte[] sealed, Instant createdAt, boolean confirmed, long lastStep) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "SecondFactor";
  }
}
