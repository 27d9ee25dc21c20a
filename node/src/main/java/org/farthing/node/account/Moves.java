package org.farthing.node.account;

import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/**
 * How a member goes to another server and takes their followers along: the actor there must name
 * the one here as its own. Coming here from elsewhere needs nothing but to name the actor there, by
 * {@link Profiles#change}. Thread-safe.
 */
public final class Moves {

  private final LocalIds ids;
  private final Members members;
  private final Profiles profiles;
  private final ActorDirectory directory;

  public Moves(LocalIds ids, Members members, Profiles profiles, ActorDirectory directory) {
    this.ids = ids;
    this.members = members;
    this.profiles = profiles;
    this.directory = directory;
  }

  /**
   * A member goes by another actor from now on, and their followers are told. A repetition changes
   * nothing.
   *
   * @param target the actor's id, or a handle
   * @throws Problem {@code unknown_actor}, {@code unreachable}, {@code not_linked_back}
   */
  public LocalActor move(MemberId member, String target) {
    ActorId self = ids.member(profiles.of(member).name());
    Target found = target(target);
    if (found.id().equals(self)) {
      throw new Problem(409, "same_actor", "The same actor", "One cannot move to where one is.");
    }
    if (!found.alsoKnownAs().contains(self.toString()) && !namesAnew(found.id(), self)) {
      throw new Problem(
          409,
          "not_linked_back",
          "The other actor does not name this one",
          found.id() + " must have " + self + " among its aliases first.");
    }
    return profiles.moved(member, found.id());
  }

  /**
   * Where to.
   *
   * @param alsoKnownAs whom it names as the same person
   */
  private record Target(ActorId id, List<String> alsoKnownAs) {

    static Target of(RemoteActor actor) {
      return new Target(
          actor.id(), actor.document().alsoKnownAs().stream().map(Object::toString).toList());
    }
  }

  private Target target(String written) {
    boolean isHandle = !written.startsWith("https://") && !written.startsWith("http://");
    if (isHandle) {
      return Target.of(found(written, directory.resolveHandle(written)));
    }
    ActorId id;
    try {
      id = ActorId.of(written);
    } catch (ProtocolException e) {
      throw unknown(written);
    }
    return ids.isLocal(id) ? here(id) : Target.of(found(written, directory.find(id)));
  }

  private Target here(ActorId id) {
    return ids.memberName(id)
        .flatMap(members::member)
        .map(
            actor ->
                new Target(
                    id, actor.profile().alsoKnownAs().stream().map(ActorId::toString).toList()))
        .orElseThrow(() -> unknown(id.toString()));
  }

  /** What is known of the other actor may be of a time before it named this one. */
  private boolean namesAnew(ActorId target, ActorId self) {
    Optional<ActorLookup> fresh =
        ids.isLocal(target) ? Optional.empty() : directory.refetch(target);
    return fresh
        .map(lookup -> Target.of(found(target.toString(), lookup)))
        .filter(actor -> actor.alsoKnownAs().contains(self.toString()))
        .isPresent();
  }

  private static RemoteActor found(String name, ActorLookup lookup) {
    return switch (lookup) {
      case ActorLookup.Found it -> it.actor();
      case ActorLookup.NoActor _ -> throw unknown(name);
      case ActorLookup.Unreachable _ ->
          throw new Problem(
              503,
              "unreachable",
              "The other server cannot be reached",
              "The server of " + name + " does not answer now; try again later.");
    };
  }

  private static Problem unknown(String name) {
    return new Problem(404, "unknown_actor", "Unknown actor", "There is no actor " + name + ".");
  }
}
