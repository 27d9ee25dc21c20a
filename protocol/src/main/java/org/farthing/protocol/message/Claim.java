package org.farthing.protocol.message;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * {@code Announce} of what a member of the node has shown to be theirs by now. It proves nothing:
 * whoever has flattrs that wait for such a creator looks for them once more.
 *
 * @param actor the node
 * @param creator its member
 * @param urls ids of actors, addresses of pages, and origins for whole sites; 1 to 100
 */
public record Claim(
    ActivityId id, ActorId actor, ActorId creator, List<URI> urls, Instant published)
    implements FarthingMessage {

  /** How many addresses fit into one. */
  public static final int MOST_URLS = 100;

  public Claim {
    urls = List.copyOf(urls);
    Checks.envelope(id, actor, published);
    Checks.sameOrigin("/object/creator", creator.uri(), actor.origin());
    Checks.range("/object/urls", 1, MOST_URLS, urls.size());
    for (int i = 0; i < urls.size(); i++) {
      Checks.web("/object/urls/" + i, urls.get(i));
    }
  }
}
