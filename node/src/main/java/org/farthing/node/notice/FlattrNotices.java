package org.farthing.node.notice;

import java.time.YearMonth;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.FlattrNews;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.platform.database.Transaction;

/** Tells creators what waits for them to give, and donors what their subscriptions come to. */
public final class FlattrNotices implements FlattrNews {

  private final Notices notices;

  public FlattrNotices(Notices notices) {
    this.notices = notices;
  }

  /** Once a month, however much waits. */
  @Override
  public void waits(Transaction tx, MemberId creator, YearMonth month) {
    notices.tellOnce(
        tx, creator, NoticeEvent.GIVING_AWAITED, month.toString(), new NoticeDetail.Month(month));
  }

  @Override
  public void ended(Transaction tx, Subscription subscription) {
    notices.tellOnce(
        tx,
        subscription.donor(),
        NoticeEvent.SUBSCRIPTION_ENDED,
        subscription.id().toString(),
        title(subscription));
  }

  /** Once a month for each subscription. */
  @Override
  public void lacksMeans(Transaction tx, Subscription subscription, YearMonth month) {
    notices.tellOnce(
        tx,
        subscription.donor(),
        NoticeEvent.SUBSCRIPTION_WAITS,
        subscription.id() + ":" + month,
        title(subscription),
        new NoticeDetail.Month(month));
  }

  private static NoticeDetail title(Subscription subscription) {
    return new NoticeDetail.Text(subscription.thing().title().orElse(subscription.thing().url()));
  }
}
