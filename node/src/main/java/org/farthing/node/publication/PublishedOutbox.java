package org.farthing.node.publication;

import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * An actor's {@code outbox}: that they published what they have listed. The node has published
 * nothing.
 */
public final class PublishedOutbox implements ActorCollection {

  private final LocalIds ids;
  private final Members members;
  private final Publications publications;
  private final PublicationWriter writer;

  public PublishedOutbox(
      LocalIds ids, Members members, Publications publications, Applause applause) {
    this.ids = ids;
    this.members = members;
    this.publications = publications;
    this.writer = new PublicationWriter(ids, applause);
  }

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public OptionalLong total(ActorId owner) {
    return OptionalLong.of(creator(owner).map(publications::countListed).orElse(0));
  }

  @Override
  public Slice page(ActorId owner, @Nullable Long before, int most) {
    List<Publication> listed =
        creator(owner)
            .map(creator -> publications.listed(creator, null, before, most + 1))
            .orElse(List.of());
    List<Publication> shown = listed.stream().limit(most).toList();
    List<JsonValue> items = shown.stream().<JsonValue>map(writer::create).toList();
    return new Slice(items, listed.size() > most ? shown.getLast().id() : null);
  }

  private Optional<MemberId> creator(ActorId owner) {
    return ids.memberName(owner).flatMap(members::find).map(Member::id);
  }
}
