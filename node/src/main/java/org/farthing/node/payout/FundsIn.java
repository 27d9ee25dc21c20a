package org.farthing.node.payout;

import java.util.UUID;
import org.farthing.node.platform.database.Transaction;

/**
 * Something has come into a member's funds: it covers what they owe first, and who waits for their
 * means hears of it. Thread-safe.
 */
public final class FundsIn {

  private final Receivables receivables;
  private final FundsNews news;

  public FundsIn(Receivables receivables, FundsNews news) {
    this.receivables = receivables;
    this.news = news;
  }

  void cameIn(Transaction tx, UUID member) {
    receivables.cover(tx, member);
    news.cameIn(tx, member);
  }

  /** A payout's amount is free again, which may have been funds. */
  void freed(Transaction tx, Payout payout) {
    switch (payout.source()) {
      case FUNDS -> cameIn(tx, payout.member());
      case REVENUE -> {}
    }
  }
}
