package org.farthing.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.realmoney.Begun;
import org.farthing.node.realmoney.RealMoney;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;

/** What a node is and must not become otherwise unnoticed: its origin and its currency. */
final class NodeIdentity {

  private static final String ORIGIN = "origin";
  private static final String CURRENCY = "currency";

  private NodeIdentity() {}

  /** The origin that the data was made under, if there is data. */
  static Optional<Origin> storedOrigin(Transaction tx) {
    return NodeSettingStore.find(tx, ORIGIN).map(Origin::of);
  }

  /**
   * Keeps origin and currency with fresh data, and compares them with what is kept.
   *
   * @throws ConfigRefused when the data was made under others
   */
  static void confirm(Database database, Origin origin, CurrencyUnit currency) {
    database.execute(
        tx -> {
          confirm(
              tx,
              ORIGIN,
              origin.toString(),
              "To move the node there, run: farthing move-origin " + origin);
          confirm(
              tx,
              CURRENCY,
              currency.code(),
              "A ledger keeps its currency; another one needs another database.");
        });
  }

  /** For the money that the data is of, once real money was turned on by a page. */
  static NodeSetup inItsMoney(Database database, NodeSetup setup) {
    CurrencyUnit configured = setup.terms().currency();
    return database
        .read(RealMoney::begun)
        .map(Begun::currency)
        .filter(real -> configured.isPlayMoney() || configured.equals(real))
        .map(setup::in)
        .orElse(setup);
  }

  /** The data is of another origin from now on. */
  static void move(Transaction tx, Origin to) {
    NodeSettingStore.set(tx, ORIGIN, to.toString());
  }

  private static void confirm(Transaction tx, String name, String configured, String remedy) {
    Optional<String> kept = NodeSettingStore.find(tx, name);
    if (kept.isEmpty()) {
      NodeSettingStore.set(tx, name, configured);
    } else if (!kept.get().equals(configured)) {
      throw new ConfigRefused(
          name, configured, "differs from " + kept.get() + ", which the data is of. " + remedy);
    }
  }

  /** Whether others cannot reach the origin: then this node reaches no others either. */
  static boolean isLoopback(Origin origin) {
    try {
      return InetAddress.getByName(origin.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
