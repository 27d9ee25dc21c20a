package org.farthing.node.web.account;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import org.farthing.node.account.Departures;
import org.farthing.node.account.Profiles;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenMonths;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.identity.Identities;
import org.farthing.node.look.Pages;
import org.farthing.node.notice.Notices;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Payouts;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.publication.Publications;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.signin.SignIn;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.OwnReactions;

/** The pages of a member's account. */
public final class AccountPages implements HttpService {

  private final List<HttpService> areas;

  /**
   * @param hasBot whether there is a bot to mention
   * @param stageOf how far a month's closing has come
   */
  public AccountPages(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      Peers peers,
      Visitors visitors,
      Pages pages,
      Profiles profiles,
      Departures departures,
      SignIn signIn,
      LinkedLikes likes,
      boolean hasBot,
      FlattrBot bot,
      Giving giving,
      OfferedAgain offeredAgain,
      Gifts gifts,
      Subscriptions subscriptions,
      Deposits deposits,
      Payouts payouts,
      Identities identities,
      Publications publications,
      OwnReactions reactions,
      Notices notices,
      Function<YearMonth, CloseStage> stageOf) {
    MemberExport export =
        new MemberExport(
            ids,
            calendar,
            profiles,
            signIn,
            giving,
            new GivenMonths(database, ids.origin(), offeredAgain),
            gifts,
            subscriptions,
            likes,
            bot,
            deposits,
            payouts,
            new Earnings(database, ids.origin(), peers),
            identities,
            publications,
            reactions,
            notices,
            stageOf);
    this.areas =
        List.of(
            new ProfileRoutes(visitors, pages, profiles, likes, hasBot, bot),
            new LeaveRoutes(visitors, pages, signIn, departures, export));
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(areas.toArray(HttpService[]::new));
  }
}
