package org.farthing.node.signin;

import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * With what a member signs in.
 *
 * @param emailOrNull in small letters; nobody has confirmed it
 * @param password hashed, in the PHC string format
 */
record Login(MemberId member, @Nullable String emailOrNull, String password) {

  /** Without the hash. */
  @Override
  public String toString() {
    return "Login[" + member + "]";
  }
}
