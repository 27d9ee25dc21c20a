package org.farthing.node.identity;

import java.net.URI;
import java.util.Optional;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Ownership;
import org.jspecify.annotations.Nullable;

/**
 * The creators' side of the evidence: this node and others are asked whether something is a
 * member's of theirs. For one errand and thread.
 */
final class Nodes {

  private final LocalIds ids;
  private final WebFetch web;
  private final Owners owners;
  private final Confirmations confirmations;
  private final Errand errand;

  Nodes(LocalIds ids, WebFetch web, Owners owners, Confirmations confirmations, Errand errand) {
    this.ids = ids;
    this.web = web;
    this.owners = owners;
    this.confirmations = confirmations;
    this.errand = errand;
  }

  /** A node's word, and where it is sent what it has to know. */
  record Confirmed(Ownership ownership, URI inbox) {

    /** With what its page tells, if there is one. */
    Finding.Found found(@Nullable Page page) {
      return new Finding.Found(
          ownership.creator(),
          ownership.node(),
          inbox,
          ownership.how(),
          page == null ? null : page.titleOrNull(),
          page == null ? null : page.told(ownership.creator()).orElse(null));
    }
  }

  /** A member here who has shown that it is theirs. */
  Optional<Confirmed> here(URI url) {
    return owners.of(url).map(it -> new Confirmed(it, ids.sharedInbox()));
  }

  /** Whether the actor's own node confirms that something is the actor's. */
  Optional<Confirmed> confirmedBy(URI profile, URI url) {
    ActorId creator;
    try {
      creator = new ActorId(profile);
    } catch (ProtocolException e) {
      return Optional.empty();
    }
    if (ids.isLocal(creator)) {
      return here(url).filter(it -> it.ownership().creator().equals(creator));
    }
    return actor(creator).flatMap(it -> confirmedBy(it, url));
  }

  /** As {@link #confirmedBy(URI, URI)}, of an actor whose document is known. */
  Optional<Confirmed> confirmedBy(ActorDocument creator, URI url) {
    Optional<ActorDocument> node = creator.nodeActor().flatMap(this::actor);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    return switch (confirmations.ask(node.get().id(), url, errand)) {
      case Confirmations.Confirmation.Given it when it.ownership().creator().equals(creator.id()) ->
          Optional.of(new Confirmed(it.ownership(), node.get().inbox()));
      case Confirmations.Confirmation.Given _,
          Confirmations.Confirmation.Denied _,
          Confirmations.Confirmation.Unreachable _ ->
          Optional.empty();
    };
  }

  /** An actor as its own server describes it now, under its own id. */
  Optional<ActorDocument> actor(ActorId id) {
    return switch (web.document(id.uri(), errand)) {
      case Fetched.Document it when it.at().toString().equals(id.toString()) -> readable(it);
      case Fetched.Document _,
          Fetched.Html _,
          Fetched.Mute _,
          Fetched.Refused _,
          Fetched.Unreachable _ ->
          Optional.empty();
    };
  }

  /** The actor that a document is, if it is one. */
  static Optional<ActorDocument> readable(Fetched.Document document) {
    try {
      ActorDocument actor = new ActorDocument(document.json());
      actor.inbox();
      actor.nodeActor();
      return Optional.of(actor);
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }
}
