package org.farthing.node.notice;

import java.util.Locale;

/** What a letter is for. */
public enum MailPurpose {
  /** It tells a member of something. */
  NOTICE,
  /** It asks whether an address is a member's. */
  ADDRESS,
  /** It lets members choose a new password. */
  PASSWORD;

  /** As in the table. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MailPurpose of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
