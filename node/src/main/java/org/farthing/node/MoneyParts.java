package org.farthing.node;

import org.farthing.node.notice.MoneyNotices;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.FundsIn;
import org.farthing.node.payout.FundsNews;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaidSettlements;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.Payouts;
import org.farthing.node.payout.Reversals;

/** What moves money between the ledger and the world. */
final class MoneyParts {

  final Deposits deposits;
  final Reversals reversals;
  final Payouts payouts;
  final MoneyNotices moneyNotices;
  final PayoutDecisions payoutDecisions;
  final PaymentRail rail;
  final IncomingPayments incoming;
  final PaymentOrders orders;

  MoneyParts(
      CoreParts core, FundsNews fundsNews, PaidSettlements takeBack, Runnable wakeSettlement) {
    FundsIn funds = new FundsIn(core.receivables, fundsNews);
    this.deposits = new Deposits(core.database, core.ledger, funds, core.audit, core.calendar);
    this.reversals = new Reversals(core.database, core.ledger, deposits, core.audit, core.calendar);
    this.payouts =
        new Payouts(
            core.database,
            core.ledger,
            core.receivables,
            funds,
            core.calendar,
            core.currency,
            core.setup.payoutMinimumMicros());
    this.moneyNotices = new MoneyNotices(core.notices);
    this.payoutDecisions =
        new PayoutDecisions(
            core.database, core.ledger, funds, core.audit, moneyNotices, core.calendar);
    this.rail = core.setup.rail().apply(core.database);
    this.incoming =
        new IncomingPayments(
            core.database, core.ledger, core.audit, rail, core.calendar, wakeSettlement);
    this.orders =
        new PaymentOrders(
            core.database, core.ledger, core.audit, core.calendar, takeBack, wakeSettlement);
  }
}
