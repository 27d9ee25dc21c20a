package org.farthing.node.identity;

import java.net.URI;
import java.time.InstantSource;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Finds from a URL whose it is, with evidence from both sides: the page or its author's actor names
 * the creator, and the creator's node confirms. Nobody is believed to own what they do not serve,
 * and no page to speak for a creator. Not to be called within a transaction; takes at most the
 * fifteen seconds of an errand and the last request's own time. Thread-safe.
 */
public final class CreatorFinder {

  private final LocalIds ids;
  private final WebFetch web;
  private final ActorDirectory directory;
  private final Owners owners;
  private final Confirmations confirmations;
  private final InstantSource system;

  CreatorFinder(
      LocalIds ids,
      WebFetch web,
      ActorDirectory directory,
      Owners owners,
      Confirmations confirmations,
      InstantSource system) {
    this.ids = ids;
    this.web = web;
    this.directory = directory;
    this.owners = owners;
    this.confirmations = confirmations;
    this.system = system;
  }

  /**
   * Whose it is: as members here have shown, else as it says itself and a node confirms. Either way
   * with what its page tells of itself.
   */
  public Finding find(URI url) {
    Errand errand = Errand.begin(system);
    Nodes nodes = new Nodes(ids, web, owners, confirmations, errand);
    return nodes
        .here(url)
        .<Finding>map(own -> own.found(ownPage(url, errand)))
        .orElseGet(() -> elsewhere(url, errand, nodes));
  }

  /** What a member's own page tells besides whose it is; it may be away. */
  private @Nullable Page ownPage(URI url, Errand errand) {
    return web.page(url, errand) instanceof Fetched.Html html
            && Origin.of(html.page().at()).equals(Origin.of(url))
        ? html.page()
        : null;
  }

  private Finding elsewhere(URI url, Errand errand, Nodes nodes) {
    try {
      return switch (web.document(url, errand)) {
        case Fetched.Document it -> new CreatorSearch(web, directory, nodes, errand).ofDocument(it);
        case Fetched.Html it -> new CreatorSearch(web, directory, nodes, errand).ofPage(it.page());
        case Fetched.Mute _ -> new Finding.Unclaimed(null, null);
        case Fetched.Refused it -> new Finding.Refused(it.code(), it.detail());
        case Fetched.Unreachable it -> new Finding.Unreachable(it.detail());
      };
    } catch (ProtocolException e) {
      return new Finding.Refused("malformed_document", String.valueOf(e.getMessage()));
    }
  }
}
