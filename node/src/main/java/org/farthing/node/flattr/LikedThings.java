package org.farthing.node.flattr;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReactions;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What members flattr here, each thing once, and after that the posts that they like elsewhere: of
 * those who chose to show it, and never what they gave anonymously (product rule 14). What the node
 * heard of last comes first in both. Thread-safe.
 */
public final class LikedThings implements ActorCollection {

  private final Database database;
  private final LocalIds ids;
  private final Members members;
  private final OwnReactions reactions;

  public LikedThings(Database database, LocalIds ids, Members members, OwnReactions reactions) {
    this.database = database;
    this.ids = ids;
    this.members = members;
    this.reactions = reactions;
  }

  /** A thing that is liked. */
  record Liked(long id, String url) {}

  @Override
  public String name() {
    return "liked";
  }

  /** Not told of who does not show it: how much somebody gives is theirs to know. */
  @Override
  public OptionalLong total(ActorId owner) {
    if (owner.equals(ids.node())) {
      return OptionalLong.of(0);
    }
    return shown(owner)
        .map(
            donor ->
                OptionalLong.of(
                    database.read(tx -> LikedStore.count(tx, donor))
                        + reactions.count(owner, OwnReaction.Kind.LIKE)))
        .orElseGet(OptionalLong::empty);
  }

  /** Even cursors are in what is flattred, odd ones in what is liked elsewhere. */
  @Override
  public Slice page(ActorId owner, @Nullable Long before, int most) {
    Optional<MemberId> donor = shown(owner);
    if (donor.isEmpty()) {
      return new Slice(List.of(), null);
    }
    return before == null || before % 2 == 0
        ? things(owner, donor.get(), before == null ? null : before / 2, most)
        : posts(owner, before / 2, most);
  }

  private Slice things(ActorId owner, MemberId donor, @Nullable Long before, int most) {
    List<Liked> found = database.read(tx -> LikedStore.page(tx, donor, before, most + 1));
    List<JsonValue> items =
        new ArrayList<>(found.stream().limit(most).map(it -> item(it.url())).toList());
    if (found.size() > most) {
      return new Slice(items, found.get(most - 1).id() * 2);
    }
    // As many as there is room for; one more at least, so that the last page is never empty.
    Slice posts = posts(owner, null, Math.max(most - items.size(), 1));
    items.addAll(posts.items());
    return new Slice(items, posts.nextOrNull());
  }

  private Slice posts(ActorId owner, @Nullable Long before, int most) {
    List<OwnReaction> found = reactions.of(owner, OwnReaction.Kind.LIKE, before, most + 1);
    List<OwnReaction> shown = found.subList(0, Math.min(most, found.size()));
    return new Slice(
        shown.stream().map(it -> item(it.object().toString())).toList(),
        found.size() > most ? Long.valueOf(shown.getLast().sequence() * 2 + 1) : null);
  }

  private static JsonValue item(String address) {
    return Json.newArray().add(address).build().getFirst();
  }

  private Optional<MemberId> shown(ActorId owner) {
    Optional<LocalActor> actor = ids.memberName(owner).flatMap(members::member);
    return actor
        .filter(it -> it.profile().showsFlattrs())
        .flatMap(it -> members.find(it.name()))
        .map(Member::id);
  }
}
