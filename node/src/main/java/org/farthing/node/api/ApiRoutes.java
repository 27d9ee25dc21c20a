package org.farthing.node.api;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Departures;
import org.farthing.node.account.Members;
import org.farthing.node.account.Moves;
import org.farthing.node.account.Profiles;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.identity.Identities;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.database.Database;
import org.farthing.node.proof.Proofs;
import org.farthing.node.publication.Publications;
import org.farthing.protocol.money.CurrencyUnit;

/** All of {@code /api/v1}. */
public final class ApiRoutes implements HttpService {

  private final FlattrRoutes flattrRoutes;
  private final MoneyRoutes moneyRoutes;
  private final GiftRoutes giftRoutes;
  private final SubscriptionRoutes subscriptionRoutes;
  private final PayoutRoutes payoutRoutes;
  private final ThingRoutes thingRoutes;
  private final MeRoutes meRoutes;
  private final IdentityRoutes identityRoutes;

  /**
   * @param noRealMoney whether members may deposit as they like
   */
  public ApiRoutes(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      CurrencyUnit currency,
      boolean noRealMoney,
      ApiTokens tokens,
      Members members,
      Profiles profiles,
      Moves moves,
      Departures departures,
      Publications publications,
      Creators creators,
      Identities identities,
      Ledger ledger,
      Giving giving,
      Flattrs flattrs,
      Subscriptions subscriptions,
      Gifts gifts,
      OfferedAgain offeredAgain,
      Proofs proofs,
      Deposits deposits,
      Payouts payouts) {
    Bearers bearers = new Bearers(tokens);
    this.flattrRoutes =
        new FlattrRoutes(
            database,
            calendar,
            ids.origin(),
            currency,
            bearers,
            creators,
            giving,
            flattrs,
            offeredAgain,
            proofs);
    this.moneyRoutes =
        new MoneyRoutes(
            database,
            calendar,
            currency,
            noRealMoney,
            bearers,
            members,
            ledger,
            giving,
            deposits,
            payouts);
    this.giftRoutes = new GiftRoutes(calendar, currency, bearers, creators, gifts, proofs);
    this.subscriptionRoutes = new SubscriptionRoutes(bearers, subscriptions);
    this.payoutRoutes = new PayoutRoutes(currency, bearers, payouts);
    this.thingRoutes = new ThingRoutes(ids.origin(), bearers, members, publications);
    this.meRoutes = new MeRoutes(ids, bearers, profiles, moves, departures);
    this.identityRoutes = new IdentityRoutes(bearers, identities);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(
        flattrRoutes,
        subscriptionRoutes,
        giftRoutes,
        moneyRoutes,
        payoutRoutes,
        thingRoutes,
        meRoutes,
        identityRoutes);
  }

  /** How many flattrs this process has recorded. */
  public long recorded() {
    return flattrRoutes.recorded();
  }
}
