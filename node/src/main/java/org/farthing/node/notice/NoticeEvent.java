package org.farthing.node.notice;

import java.util.Locale;

/** What can have happened, with the text that tells it. */
public enum NoticeEvent {
  /** In which browser. */
  SIGNED_IN(NoticeKind.SECURITY, "notice.signedin"),
  PASSWORD_CHANGED(NoticeKind.SECURITY, "notice.password"),
  /** To what. */
  ADDRESS_CHANGED(NoticeKind.SECURITY, "notice.address"),
  /** Somebody who knows the password does not know the second factor. */
  SECOND_FACTOR_MISSED(NoticeKind.SECURITY, "notice.missed"),
  SECOND_FACTOR_ADDED(NoticeKind.SECURITY, "notice.factor.added"),
  SECOND_FACTOR_REMOVED(NoticeKind.SECURITY, "notice.factor.removed"),
  /** How many are left. */
  RECOVERY_CODE_USED(NoticeKind.SECURITY, "notice.recovery.used"),
  RECOVERY_CODES_MADE(NoticeKind.SECURITY, "notice.recovery.made"),
  /** Its name. */
  PASSKEY_ADDED(NoticeKind.SECURITY, "notice.passkey.added"),
  /** Its name. */
  PASSKEY_REMOVED(NoticeKind.SECURITY, "notice.passkey.removed"),
  /** The password alone signs them in no more. */
  PASSKEY_DEMANDED(NoticeKind.SECURITY, "notice.passkey.demanded"),
  /** Which; it signs them in from now on. */
  ACCOUNT_LINKED(NoticeKind.SECURITY, "notice.linked"),
  /** The month, what is left in funds, and the smallest budget. */
  FUNDS_LOW(NoticeKind.FUNDS, "notice.funds.low"),
  /** The month, what was given in it. */
  MONTH_CLOSED(NoticeKind.MONTH, "notice.month.closed"),
  /** The month in which it was given, and how much of it is available. */
  REVENUE_ARRIVED(NoticeKind.REVENUE, "notice.revenue.arrived"),
  /** The month in which it was given, and how much of it another node does not pay. */
  REVENUE_LATE(NoticeKind.REVENUE, "notice.revenue.late"),
  /** How much. */
  PAYOUT_SENT(NoticeKind.PAYOUT, "notice.payout.sent"),
  /** How much, and why. */
  PAYOUT_REFUSED(NoticeKind.PAYOUT, "notice.payout.refused"),
  /** How much, and why. */
  PAYOUT_RETURNED(NoticeKind.PAYOUT, "notice.payout.returned"),
  /** How much of their funds. */
  FUNDS_BACK_SENT(NoticeKind.PAYOUT, "notice.back.sent"),
  /** How much, and why. */
  FUNDS_BACK_REFUSED(NoticeKind.PAYOUT, "notice.back.refused"),
  /** How much, and why. */
  FUNDS_BACK_RETURNED(NoticeKind.PAYOUT, "notice.back.returned"),
  /** The month. */
  GIVING_AWAITED(NoticeKind.WAITING, "notice.waiting"),
  /** What was subscribed to. */
  SUBSCRIPTION_ENDED(NoticeKind.SUBSCRIPTION, "notice.subscription.ended"),
  /** What is subscribed to, and the month. */
  SUBSCRIPTION_WAITS(NoticeKind.SUBSCRIPTION, "notice.subscription.waits"),
  /** Who asks. */
  FOLLOW_ASKED(NoticeKind.FOLLOW, "notice.follow");

  private final NoticeKind kind;
  private final String key;

  NoticeEvent(NoticeKind kind, String key) {
    this.kind = kind;
    this.key = key;
  }

  public NoticeKind kind() {
    return kind;
  }

  String key() {
    return key;
  }

  /** As in the table. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NoticeEvent of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
