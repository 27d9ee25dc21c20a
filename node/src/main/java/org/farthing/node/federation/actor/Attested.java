package org.farthing.node.federation.actor;

import java.net.URI;
import java.util.List;
import org.farthing.protocol.signature.PublishedKey;

/**
 * What an actor's document says that its owner did not write: read before a transaction begins, in
 * which the document may then be written.
 *
 * @param keys all of the actor's, oldest first
 * @param domains whose pages may name it as their author
 * @param actors of other servers that are the same person
 */
public record Attested(List<PublishedKey> keys, List<String> domains, List<URI> actors) {

  public Attested {
    keys = List.copyOf(keys);
    domains = List.copyOf(domains);
    actors = List.copyOf(actors);
  }
}
