package org.farthing.node.notice;

import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutNews;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.RevenueNews;

/** Tells creators that revenue has arrived, and members what became of their payouts. */
public final class MoneyNotices implements PayoutNews, RevenueNews {

  private final Notices notices;

  public MoneyNotices(Notices notices) {
    this.notices = notices;
  }

  @Override
  public void arrived(Transaction tx, UUID member, YearMonth month, long micros) {
    tell(tx, member, NoticeEvent.REVENUE_ARRIVED, month, micros);
  }

  @Override
  public void late(Transaction tx, UUID member, YearMonth month, long micros) {
    tell(tx, member, NoticeEvent.REVENUE_LATE, month, micros);
  }

  private void tell(Transaction tx, UUID member, NoticeEvent event, YearMonth month, long micros) {
    notices.tell(
        tx,
        new MemberId(member),
        event,
        new NoticeDetail.Month(month),
        new NoticeDetail.Money(micros));
  }

  @Override
  public void decided(Transaction tx, Payout payout) {
    switch (payout.state()) {
      case SENT -> tell(tx, payout, NoticeEvent.PAYOUT_SENT, NoticeEvent.FUNDS_BACK_SENT);
      case REFUSED -> tell(tx, payout, NoticeEvent.PAYOUT_REFUSED, NoticeEvent.FUNDS_BACK_REFUSED);
      case RETURNED ->
          tell(tx, payout, NoticeEvent.PAYOUT_RETURNED, NoticeEvent.FUNDS_BACK_RETURNED);
      case REQUESTED, TAKEN_ON, UNDONE -> {}
    }
  }

  private void tell(Transaction tx, Payout payout, NoticeEvent ofRevenue, NoticeEvent ofFunds) {
    NoticeEvent event =
        switch (payout.source()) {
          case REVENUE -> ofRevenue;
          case FUNDS -> ofFunds;
        };
    notices.tell(
        tx,
        new MemberId(payout.member()),
        event,
        new NoticeDetail.Money(payout.micros()),
        new NoticeDetail.Text(payout.reason().orElse("")));
  }
}
