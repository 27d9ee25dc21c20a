package org.farthing.node.signin;

import java.util.Locale;

/** What a link lets its holder do. */
enum LinkPurpose {
  /** Join. */
  INVITATION,
  /** Choose a password, as its member. */
  PASSWORD,
  /** Show that its address is its member's. */
  ADDRESS,
  /** Show the second factor: its member's password was right. */
  SECOND_FACTOR,
  /** Use a passkey, in one browser: a challenge. */
  PASSKEY,
  /** Add a passkey as its member, whose password was right, in one browser: a challenge. */
  PASSKEY_NEW;

  /** As in the table. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
