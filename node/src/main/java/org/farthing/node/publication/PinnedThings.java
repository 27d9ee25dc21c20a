package org.farthing.node.publication;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.OptionalLong;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** An actor's {@code featured}: the ids of what they have pinned, all on one page. */
public final class PinnedThings implements ActorCollection {

  private final LocalIds ids;
  private final Members members;
  private final Publications publications;
  private final ThingAddresses addresses;

  public PinnedThings(LocalIds ids, Members members, Publications publications) {
    this.ids = ids;
    this.members = members;
    this.publications = publications;
    this.addresses = new ThingAddresses(ids.origin());
  }

  @Override
  public String name() {
    return "featured";
  }

  @Override
  public OptionalLong total(ActorId owner) {
    return OptionalLong.of(pinned(owner).size());
  }

  @Override
  public Slice page(ActorId owner, @Nullable Long before, int most) {
    List<JsonValue> items =
        pinned(owner).stream()
            .<JsonValue>map(thing -> Json.createValue(addresses.of(thing.id())))
            .toList();
    return new Slice(items, null);
  }

  private List<Publication> pinned(ActorId owner) {
    return ids.memberName(owner)
        .flatMap(members::find)
        .map(creator -> publications.pinned(creator.id()))
        .orElse(List.of());
  }
}
