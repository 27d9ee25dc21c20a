package org.farthing.node.web.creator;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.function.Function;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.ReceivedMonths;
import org.farthing.node.identity.Identities;
import org.farthing.node.look.Pages;
import org.farthing.node.payout.Payouts;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.proof.Proofs;
import org.farthing.node.publication.Publications;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.signin.Visitors;
import org.farthing.protocol.message.NodePolicy;

/** The pages of who receives. */
public final class CreatorPages implements HttpService {

  private final IncomeRoutes income;
  private final FileRoutes files;
  private final ThingRoutes things;
  private final ElsewhereRoutes elsewhere;
  private final PayoutRoutes payouts;

  /**
   * @param policyOf this node's, in a month
   * @param signsIn whether an account elsewhere is proved by signing in there, too
   */
  public CreatorPages(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      Peers peers,
      Visitors visitors,
      Pages pages,
      Publications publications,
      Identities identities,
      Giving giving,
      Payouts payouts,
      Proofs proofs,
      Function<YearMonth, NodePolicy> policyOf,
      boolean signsIn) {
    Earnings earnings = new Earnings(database, ids.origin(), peers);
    ReceivedMonths received = new ReceivedMonths(database, ids);
    CreatorMonths months =
        new CreatorMonths(calendar, ids, earnings, received, giving, publications, policyOf);
    this.income = new IncomeRoutes(calendar, visitors, pages, months, earnings, payouts);
    this.files = new FileRoutes(visitors, ids, earnings, proofs);
    this.things = new ThingRoutes(visitors, pages, publications);
    this.elsewhere = new ElsewhereRoutes(visitors, pages, identities, signsIn);
    this.payouts = new PayoutRoutes(visitors, pages, payouts);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(income, files, things, elsewhere, payouts);
  }
}
