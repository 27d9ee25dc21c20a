package org.farthing.node.identity;

import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;

/** The parts of this package put together: who is who, and whose is what. */
public final class Identification implements AutoCloseable {

  private final Identities identities;
  private final CreatorFinder finder;
  private final ConfirmRoutes confirm;
  private final IdentityChecks checks;

  /**
   * @param things what members have registered
   * @param events told what is proved and what no more, besides the other nodes
   */
  public Identification(
      Database database,
      LocalIds ids,
      Members members,
      ActorDirectory directory,
      ActorKeys keys,
      GuardedHttpClient client,
      RequestSigner requests,
      ActivitySigner documents,
      Peers peers,
      PeerMail mail,
      RegisteredThings things,
      IdentityEvents events,
      InstantSource system) {
    WebFetch web = new WebFetch(client, requests);
    this.identities =
        new Identities(
            database,
            ids,
            members,
            new Addresses(ids, directory, web, system),
            new EvidenceSearch(web, system),
            events,
            new ClaimMail(ids, peers, mail, system),
            system);
    Owners owners = new Owners(ids, members, identities, things, system);
    Confirmations confirmations =
        new Confirmations(client, requests, new ProofCheck(ids, keys, directory), system);
    this.finder = new CreatorFinder(ids, web, directory, owners, confirmations, system);
    this.confirm = new ConfirmRoutes(owners, documents, ids);
    this.checks = new IdentityChecks(identities);
  }

  public Identities identities() {
    return identities;
  }

  public CreatorFinder finder() {
    return finder;
  }

  public void routes(HttpRules routes) {
    routes.register(confirm);
  }

  /** Starts to look again at what was proved. */
  public void start() {
    checks.start();
  }

  @Override
  public void close() {
    checks.close();
  }
}
