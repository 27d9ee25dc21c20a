package org.farthing.node.web.donor;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.function.Function;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenMonths;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Prospects;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.flattr.Things;
import org.farthing.node.look.Pages;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Payouts;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.proof.Proofs;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.OwnReactions;
import org.farthing.protocol.message.SettlementCalendar;

/** The pages of who gives. */
public final class DonorPages implements HttpService {

  private final DonorRoutes donor;
  private final BudgetRoutes budget;
  private final MoneyBackRoutes back;
  private final ConfirmRoutes confirm;
  private final SubscriptionRoutes monthly;
  private final GiftRoutes extra;

  /**
   * @param daysOf when a month's stages are due
   * @param stageOf how far a month's closing has come
   * @param noRealMoney whether nothing here costs or pays anything
   */
  public DonorPages(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      Visitors visitors,
      Pages pages,
      Things things,
      Creators creators,
      Giving giving,
      Flattrs flattrs,
      Subscriptions subscriptions,
      Gifts gifts,
      OfferedAgain offeredAgain,
      Suspensions suspensions,
      Proofs proofs,
      OwnReactions reactions,
      FlattrBot bot,
      Deposits deposits,
      Payouts payouts,
      MonthFigures figures,
      Function<YearMonth, SettlementCalendar> daysOf,
      Function<YearMonth, CloseStage> stageOf,
      boolean noRealMoney) {
    DonorMonths months =
        new DonorMonths(
            calendar,
            ids,
            new GivenMonths(database, ids.origin(), offeredAgain),
            offeredAgain,
            figures,
            daysOf,
            stageOf);
    Prospects prospects = new Prospects(database, calendar, flattrs, giving, suspensions);
    this.donor =
        new DonorRoutes(ids, visitors, pages, months, giving, flattrs, proofs, reactions, bot);
    this.budget =
        new BudgetRoutes(visitors, pages, giving, deposits, payouts, subscriptions, noRealMoney);
    this.back = new MoneyBackRoutes(visitors, pages, payouts);
    this.confirm =
        new ConfirmRoutes(visitors, pages, ids, months, things, creators, prospects, flattrs);
    this.monthly = new SubscriptionRoutes(visitors, pages, ids, giving, subscriptions);
    this.extra = new GiftRoutes(visitors, pages, ids, giving, creators, gifts, proofs);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(donor, budget, back, confirm, monthly, extra);
  }
}
