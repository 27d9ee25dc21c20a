package org.farthing.node.publication;

import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReaction.Kind;
import org.farthing.node.social.OwnReactions;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * An actor's {@code outbox}, the newest first: that they published what they have listed, and what
 * they boost of others. The node has published nothing.
 */
public final class PublishedOutbox implements ActorCollection {

  private final LocalIds ids;
  private final Members members;
  private final Publications publications;
  private final OwnReactions reactions;
  private final PublicationWriter writer;

  public PublishedOutbox(
      LocalIds ids,
      Members members,
      Publications publications,
      OwnReactions reactions,
      Applause applause) {
    this.ids = ids;
    this.members = members;
    this.publications = publications;
    this.reactions = reactions;
    this.writer = new PublicationWriter(ids, applause);
  }

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public OptionalLong total(ActorId owner) {
    return OptionalLong.of(
        creator(owner)
            .map(it -> publications.countListed(it) + reactions.count(owner, Kind.BOOST))
            .orElse(0L));
  }

  @Override
  public Slice page(ActorId owner, @Nullable Long before, int most) {
    return creator(owner)
        .map(creator -> page(owner, creator, Position.of(before), most))
        .orElse(new Slice(List.of(), null));
  }

  private Slice page(ActorId owner, MemberId creator, Position from, int most) {
    Deque<Publication> things =
        new ArrayDeque<>(publications.listed(creator, null, from.thing(), most + 1));
    Deque<OwnReaction> boosts =
        new ArrayDeque<>(reactions.of(owner, Kind.BOOST, from.boost(), most + 1));
    List<JsonValue> items = new ArrayList<>();
    Position at = from;
    while (items.size() < most && !(things.isEmpty() && boosts.isEmpty())) {
      if (isThingNext(things.peek(), boosts.peek())) {
        Publication thing = things.remove();
        items.add(writer.create(thing));
        at = new Position(thing.id(), at.boost());
      } else {
        OwnReaction boost = boosts.remove();
        items.add(reactions.document(owner, boost));
        at = new Position(at.thing(), boost.sequence());
      }
    }
    boolean isLast = things.isEmpty() && boosts.isEmpty();
    return new Slice(items, isLast ? null : (Long) at.cursor());
  }

  private static boolean isThingNext(@Nullable Publication thing, @Nullable OwnReaction boost) {
    return thing != null && (boost == null || !thing.publishedAt().isBefore(boost.since()));
  }

  /**
   * How far somebody has read: things below this id, and boosts below this number. A cursor holds
   * both, nine digits each, more than a node ever has.
   */
  private record Position(long thing, long boost) {

    private static final long BASE = 1_000_000_000;

    static Position of(@Nullable Long cursor) {
      return cursor == null
          ? new Position(BASE - 1, BASE - 1)
          : new Position(cursor / BASE, cursor % BASE);
    }

    long cursor() {
      return thing * BASE + boost;
    }
  }

  private Optional<MemberId> creator(ActorId owner) {
    return ids.memberName(owner).flatMap(members::find).map(Member::id);
  }
}
