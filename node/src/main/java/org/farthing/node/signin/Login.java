package org.farthing.node.signin;

import java.time.Instant;
import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * With what a member signs in.
 *
 * @param emailOrNull in small letters
 * @param confirmedOrNull when the member showed that the address is theirs
 * @param password hashed, in the PHC string format
 */
record Login(
    MemberId member,
    @Nullable String emailOrNull,
    @Nullable Instant confirmedOrNull,
    String password) {

  boolean isConfirmed() {
    return confirmedOrNull != null;
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "Login[" + member + "]";
  }
}
