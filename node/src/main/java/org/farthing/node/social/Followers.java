package org.farthing.node.social;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/** Who follows the actors of this node, and whom these follow. Thread-safe. */
public final class Followers {

  private final Database database;
  private final OwnActors actors;
  private final Outbox outbox;
  private final Predicate<URI> silenced;

  Followers(Database database, OwnActors actors, Outbox outbox, Predicate<URI> silenced) {
    this.database = database;
    this.actors = actors;
    this.outbox = outbox;
    this.silenced = silenced;
  }

  /** How many follow an actor here, its requests not counted. */
  public long count(ActorId owner) {
    return database.read(tx -> FollowerStore.count(tx, LocalPath.of(owner)));
  }

  /**
   * Sends an activity to all followers of an actor here, in this transaction or not at all: once to
   * each server that has one inbox for all, and to nobody twice.
   *
   * @param owner whose followers
   * @param signed with the proof of its actor
   */
  public void deliver(Transaction tx, ActorId owner, JsonObject signed) {
    outbox.sendAll(tx, signed, FollowerStore.inboxes(tx, LocalPath.of(owner)));
  }

  /** The collection of those who follow an actor. */
  public ActorCollection followers() {
    return new Shown(
        "followers",
        FollowerStore::count,
        (tx, owner, before, most) ->
            slice(
                FollowerStore.page(tx, owner, before, most),
                most,
                each -> each.actor(),
                each -> each.sequence()));
  }

  /** The collection of those whom an actor follows. */
  public ActorCollection following() {
    return new Shown(
        "following",
        FollowingStore::count,
        (tx, owner, before, most) ->
            slice(
                FollowingStore.page(tx, owner, before, most),
                most,
                each -> each.actor(),
                each -> each.sequence()));
  }

  /** It may have fewer than it could: silenced ones are left out. */
  private <T> ActorCollection.Slice slice(
      List<T> page, int most, Function<T, ActorId> actor, Function<T, Long> sequence) {
    List<JsonValue> actors =
        page.stream()
            .map(actor)
            .filter(it -> !silenced.test(it.uri()))
            .map(Followers::string)
            .toList();
    return new ActorCollection.Slice(
        actors, page.size() < most ? null : sequence.apply(page.getLast()));
  }

  private static JsonValue string(ActorId actor) {
    return Json.newArray().add(actor.toString()).build().getFirst();
  }

  /** How many there are. */
  private interface Count {
    long of(Transaction tx, String owner);
  }

  /** Some of them. */
  private interface Page {
    ActorCollection.Slice of(Transaction tx, String owner, @Nullable Long before, int most);
  }

  /** A collection whose members are named only where its owner chose so. */
  private final class Shown implements ActorCollection {

    private final String name;
    private final Count count;
    private final Page page;

    Shown(String name, Count count, Page page) {
      this.name = name;
      this.count = count;
      this.page = page;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public OptionalLong total(ActorId owner) {
      return OptionalLong.of(database.read(tx -> count.of(tx, LocalPath.of(owner))));
    }

    @Override
    public Slice page(ActorId owner, @Nullable Long before, int most) {
      return database.read(
          tx ->
              actors.profile(tx, owner).showsFollows()
                  ? page.of(tx, LocalPath.of(owner), before, most)
                  : new Slice(List.of(), null));
    }
  }
}
