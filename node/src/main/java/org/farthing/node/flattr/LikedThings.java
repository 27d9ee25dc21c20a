package org.farthing.node.flattr;

import jakarta.json.JsonValue;
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
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What members flattr, each thing once: of those who chose to show it, and never what they gave
 * anonymously (product rule 14). The things that the node heard of last come first. Thread-safe.
 */
public final class LikedThings implements ActorCollection {

  private final Database database;
  private final LocalIds ids;
  private final Members members;

  public LikedThings(Database database, LocalIds ids, Members members) {
    this.database = database;
    this.ids = ids;
    this.members = members;
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
        .map(donor -> OptionalLong.of(database.read(tx -> LikedStore.count(tx, donor))))
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public Slice page(ActorId owner, @Nullable Long before, int most) {
    List<Liked> found =
        shown(owner)
            .map(donor -> database.read(tx -> LikedStore.page(tx, donor, before, most + 1)))
            .orElseGet(List::of);
    List<Liked> shown = found.subList(0, Math.min(most, found.size()));
    Long next = found.size() > most ? shown.getLast().id() : null;
    return new Slice(shown.stream().map(LikedThings::item).toList(), next);
  }

  private static JsonValue item(Liked liked) {
    return Json.newArray().add(liked.url()).build().getFirst();
  }

  private Optional<MemberId> shown(ActorId owner) {
    Optional<LocalActor> actor = ids.memberName(owner).flatMap(members::member);
    return actor
        .filter(it -> it.profile().showsFlattrs())
        .flatMap(it -> members.find(it.name()))
        .map(Member::id);
  }
}
