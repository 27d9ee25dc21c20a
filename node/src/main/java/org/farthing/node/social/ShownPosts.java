package org.farthing.node.social;

import java.net.URI;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/** Posts elsewhere as their own servers show them now. Not to be asked within a transaction. */
public final class ShownPosts {

  private final ObjectFetcher fetcher;

  ShownPosts(ObjectFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** Whether a post mentions an actor; one that is not shown does not, as far as is known. */
  public boolean mentions(URI post, ActorId actor) {
    return switch (fetcher.fetch(post)) {
      case ObjectFetcher.Outcome.Found it -> mentions(new ActivityDocument(it.document()), actor);
      case ObjectFetcher.Outcome.None _, ObjectFetcher.Outcome.NotNow _ -> false;
    };
  }

  private static boolean mentions(ActivityDocument post, ActorId actor) {
    try {
      return post.mentions().contains(actor.toString());
    } catch (ProtocolException e) {
      return false;
    }
  }
}
