package org.farthing.node.social;

import java.util.List;
import java.util.function.Supplier;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ObjectReference;

/**
 * Posts that mention the node's bot. Money may hang on who says so: it is the author, in a Create
 * that they have signed and with the post in it, and nobody who hands it on, boosts it or changes
 * it.
 */
final class BotMentions {

  private final LocalIds ids;
  private final boolean hasBot;
  private final Supplier<Mentioned> mentioned;

  /**
   * @param mentioned who is told; asked for when one comes
   */
  BotMentions(LocalIds ids, boolean hasBot, Supplier<Mentioned> mentioned) {
    this.ids = ids;
    this.hasBot = hasBot;
    this.mentioned = mentioned;
  }

  void created(Transaction tx, VerifiedActivity create) {
    switch (create.document().object()) {
      case ObjectReference.Embedded it when isMention(it.document(), create) -> {
        ActivityDocument post = it.document();
        if (!TombstoneStore.has(tx, post.id())) {
          mentioned.get().mentioned(tx, post, create.actor(), create.receivedAt());
        }
      }
      case ObjectReference.Embedded _, ObjectReference.Named _ -> {}
    }
  }

  private boolean isMention(ActivityDocument post, VerifiedActivity create) {
    return hasBot
        && post.mentions().contains(ids.bot().toString())
        && RemotePost.Kind.of(post).isPresent()
        && post.attributedTo().equals(List.of(create.actor()))
        && post.id().origin().equals(create.actor().origin());
  }

  void deleted(Transaction tx, ActivityId post, VerifiedActivity delete) {
    if (hasBot) {
      mentioned.get().deleted(tx, post, delete.actor(), delete.receivedAt());
    }
  }
}
