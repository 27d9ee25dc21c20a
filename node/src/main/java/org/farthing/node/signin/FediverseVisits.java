package org.farthing.node.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.signin.FediverseVisitStore.Stage;

/**
 * Who is on their way to the server of their account, or back from it. A state is good once, for
 * ten minutes, and in the browser that was given it; a ticket for joining likewise, for half an
 * hour. Thread-safe.
 */
final class FediverseVisits {

  /** To find the password of the other server. */
  static final Duration AWAY = Duration.ofMinutes(10);

  /** To choose a name. */
  static final Duration BACK = Duration.ofMinutes(30);

  private static final String SEALED_AS = "fediverse visit";

  private final Database database;
  private final NodeSecret secret;
  private final InstantSource system;
  private final FediverseVisitStore store = new FediverseVisitStore();

  FediverseVisits(Database database, NodeSecret secret, InstantSource system) {
    this.database = database;
    this.secret = secret;
    this.system = system;
  }

  /**
   * Somebody leaves for another server.
   *
   * @param state that the server sends back
   * @param browser what its forms carry
   */
  void leave(Secret state, String browser, FediverseVisit visit) {
    keep(state, Stage.AWAY, browser, visit.toBytes(), AWAY);
  }

  private void keep(Secret key, Stage stage, String browser, byte[] details, Duration lifetime) {
    Instant now = system.instant();
    byte[] sealed = secret.seal(details, SEALED_AS);
    database.execute(
        tx -> store.insert(tx, key.hash(), stage, bound(browser), sealed, now, now.plus(lifetime)));
  }

  /** The database holds nothing that a form could carry. */
  private static byte[] bound(String browser) {
    return new Secret(browser).hash();
  }

  /** Somebody is back: their state is good no more. */
  Optional<FediverseVisit> comeBack(Secret state, String browser) {
    Instant now = system.instant();
    byte[] hash = state.hash();
    return database
        .write(
            tx -> {
              Optional<byte[]> sealed = store.find(tx, hash, Stage.AWAY, bound(browser), now);
              boolean good =
                  sealed.isPresent() && store.redeem(tx, hash, Stage.AWAY, bound(browser), now);
              return good ? sealed : Optional.<byte[]>empty();
            })
        .map(this::open)
        .map(FediverseVisit::read);
  }

  private byte[] open(byte[] sealed) {
    return secret.open(sealed, SEALED_AS);
  }

  /** A ticket with which somebody who is back can join. */
  Secret receive(String browser, FediverseGuest guest) {
    Secret ticket = Secret.fresh();
    keep(ticket, Stage.BACK, browser, guest.toBytes(), BACK);
    return ticket;
  }

  Optional<FediverseGuest> guest(Secret ticket, String browser) {
    Instant now = system.instant();
    return database
        .read(tx -> store.find(tx, ticket.hash(), Stage.BACK, bound(browser), now))
        .map(this::open)
        .map(FediverseGuest::read);
  }

  /** Returns whether the ticket was good until now. */
  boolean redeem(Transaction tx, Secret ticket, String browser) {
    return store.redeem(tx, ticket.hash(), Stage.BACK, bound(browser), system.instant());
  }
}
