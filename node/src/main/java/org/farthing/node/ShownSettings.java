package org.farthing.node;

import java.util.List;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.web.admin.AdminPages.Setting;
import org.farthing.protocol.money.Money;

/**
 * What of the configuration admins see on their pages: the few knobs that change what people do.
 */
final class ShownSettings {

  private ShownSettings() {}

  static List<Setting> of(NodeSetup setup, PaymentRail rail) {
    return List.of(
        new Setting("origin", setup.origin().toString()),
        new Setting("currency", setup.terms().currency().code()),
        new Setting("payments.rail", rail.name()),
        new Setting("registration", setup.signIn().registration().text()),
        new Setting("signIn.fediverse", String.valueOf(setup.signIn().fediverse())),
        new Setting("calendar.cutOffDays", String.valueOf(setup.terms().calendar().cutOffDays())),
        new Setting("peers.mostOwed", mostOwed(setup)),
        new Setting("flattrs.graceHours", String.valueOf(setup.flattrs().grace().toHours())),
        new Setting(
            "flattrs.offeredAgainMonths", String.valueOf(setup.flattrs().offeredAgainMonths())),
        new Setting("federation.secureMode", String.valueOf(setup.secureMode())),
        new Setting("network.allowMode", String.valueOf(setup.guard().onlyAllowedServers())));
  }

  private static String mostOwed(NodeSetup setup) {
    return setup.mostOwedMicros() == NodeSetup.ANY_DEBT
        ? "–"
        : new Money(setup.mostOwedMicros(), setup.terms().currency()).toDecimalString();
  }
}
