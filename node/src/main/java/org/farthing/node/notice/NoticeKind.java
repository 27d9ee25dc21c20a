package org.farthing.node.notice;

import java.util.Locale;

/** Kinds of notices: members choose of which they want e-mail. */
public enum NoticeKind {
  SECURITY("notice.kind.security"),
  FUNDS("notice.kind.funds"),
  MONTH("notice.kind.month"),
  REVENUE("notice.kind.revenue"),
  PAYOUT("notice.kind.payout"),
  WAITING("notice.kind.waiting"),
  SUBSCRIPTION("notice.kind.subscription"),
  FOLLOW("notice.kind.follow");

  private final String key;

  NoticeKind(String key) {
    this.key = key;
  }

  /** Of the text that names it. */
  public String key() {
    return key;
  }

  /** As in forms and tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
