package org.farthing.node.web.account;

import java.util.Locale;

/** What a member says yes or no to, in the order of the page. */
enum ProfileTick {
  DISCOVERABLE,
  INDEXABLE,
  SHOWS_FLATTRS,
  SHOWS_FOLLOWS,
  APPROVES_FOLLOWERS,
  /** What they like elsewhere is a flattr. */
  LIKES,
  /** Where they mention the bot, that is a flattr. */
  MENTIONS;

  /** Of its box, and the end of its text's key. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
