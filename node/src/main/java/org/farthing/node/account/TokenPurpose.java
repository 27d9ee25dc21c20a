package org.farthing.node.account;

import java.util.Locale;

/** What a token is for. */
enum TokenPurpose {
  /** To use the API, until it is revoked. */
  API,
  /** To open the set-up, once. */
  SET_UP;

  /** As stored. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
