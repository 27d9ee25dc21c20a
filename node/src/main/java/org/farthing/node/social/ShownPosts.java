package org.farthing.node.social;

import java.net.URI;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;

/** Posts elsewhere as their own servers show them now. Not to be asked within a transaction. */
public final class ShownPosts {

  private final ObjectFetcher fetcher;

  ShownPosts(ObjectFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** Whether a post mentions an actor; one that is not shown does not, as far as is known. */
  public boolean mentions(URI post, ActorId actor) {
    return switch (fetcher.fetch(post)) {
      case ObjectFetcher.Outcome.Found it ->
          new ActivityDocument(it.document()).mentions().contains(actor.toString());
      case ObjectFetcher.Outcome.None _, ObjectFetcher.Outcome.NotNow _ -> false;
    };
  }
}
