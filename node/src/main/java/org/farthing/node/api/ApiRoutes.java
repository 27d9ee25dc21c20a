package org.farthing.node.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Members;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Things;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.Deposits;
import org.farthing.node.platform.database.Database;
import org.farthing.node.proof.Proofs;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;

/** All of {@code /api/v1}. */
public final class ApiRoutes implements HttpService {

  private final FlattrRoutes flattrRoutes;
  private final MoneyRoutes moneyRoutes;
  private final ThingRoutes thingRoutes;

  /**
   * @param noRealMoney whether members may deposit as they like
   */
  public ApiRoutes(
      Database database,
      InstantSource calendar,
      Origin origin,
      CurrencyUnit currency,
      boolean noRealMoney,
      ApiTokens tokens,
      Members members,
      Things things,
      Creators creators,
      Ledger ledger,
      Giving giving,
      Flattrs flattrs,
      OfferedAgain offeredAgain,
      Proofs proofs,
      Deposits deposits) {
    Bearers bearers = new Bearers(tokens);
    this.flattrRoutes =
        new FlattrRoutes(
            database,
            calendar,
            origin,
            currency,
            bearers,
            creators,
            giving,
            flattrs,
            offeredAgain,
            proofs);
    this.moneyRoutes =
        new MoneyRoutes(
            database, calendar, currency, noRealMoney, bearers, members, ledger, giving, deposits);
    this.thingRoutes = new ThingRoutes(origin, bearers, members, things);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(flattrRoutes, moneyRoutes, thingRoutes);
  }

  /** How many flattrs this process has recorded. */
  public long recorded() {
    return flattrRoutes.recorded();
  }
}
