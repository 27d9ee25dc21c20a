package org.farthing.node.identity;

import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Ownership;
import org.farthing.protocol.message.Ownership.Basis;

/**
 * What is known here of whose an address is, without asking anybody elsewhere: what is said to
 * other nodes, too. Not to be called within a transaction. Thread-safe.
 */
final class Owners {

  private final LocalIds ids;
  private final Members members;
  private final Identities identities;
  private final RegisteredThings things;
  private final InstantSource system;

  Owners(
      LocalIds ids,
      Members members,
      Identities identities,
      RegisteredThings things,
      InstantSource system) {
    this.ids = ids;
    this.members = members;
    this.identities = identities;
    this.things = things;
    this.system = system;
  }

  /** The member here whose it is, and how that is known; the most particular knowledge first. */
  Optional<Ownership> of(URI address) {
    return member(address)
        .map(id -> owned(address, id, Basis.MEMBER))
        .or(
            () ->
                things
                    .creatorHere(address.toString())
                    .map(id -> owned(address, id, Basis.REGISTERED_THING)))
        .or(
            () ->
                identities
                    .covering(address)
                    .map(identity -> owned(address, identity.member(), basis(identity))));
  }

  private Optional<MemberId> member(URI address) {
    try {
      return ids.memberName(new ActorId(address)).flatMap(members::find).map(it -> it.id());
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  private static Basis basis(Identity identity) {
    return switch (identity.kind()) {
      case ACTOR -> Basis.PROVED_ACTOR;
      case SITE -> Basis.PROVED_SITE;
      case URL -> Basis.PROVED_URL;
    };
  }

  private Ownership owned(URI address, MemberId member, Basis how) {
    ActorId creator = ids.member(members.find(member).orElseThrow().name());
    return new Ownership(
        ids.node(), address, creator, how, system.instant().truncatedTo(ChronoUnit.SECONDS));
  }
}
