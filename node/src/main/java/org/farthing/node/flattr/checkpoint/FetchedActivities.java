package org.farthing.node.flattr.checkpoint;

import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.federation.inbox.NodeAddress;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.peer.Peer;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.Unflattr;

/** Activities that a peer has handed over on a page, read and believed only by their proofs. */
final class FetchedActivities {

  private static final System.Logger LOG = System.getLogger(FetchedActivities.class.getName());

  private final ProofCheck proofs;
  private final InstantSource system;

  FetchedActivities(ProofCheck proofs, InstantSource system) {
    this.proofs = proofs;
    this.system = system;
  }

  /** An answer that takes a place in a log. */
  record Entry(LogEntry entry, FlattrAnswer answer, JsonObject document) {}

  /** A Like that carries a flattr, or the Offer of a gift. */
  record Like(Donation flattr, JsonObject document) {}

  /**
   * @param creditor the node that must have signed it
   */
  Optional<Entry> entry(JsonObject document, ActorId creditor) {
    try {
      return MessageReader.read(document)
          .filter(FlattrAnswer.class::isInstance)
          .map(FlattrAnswer.class::cast)
          .filter(answer -> answer.actor().equals(creditor))
          .flatMap(answer -> LogEntry.of(answer).map(it -> new Entry(it, answer, document)))
          .filter(it -> proofs.isProven(document, creditor));
    } catch (ProtocolException e) {
      LOG.log(System.Logger.Level.WARNING, "No entry of {0}: {1}", creditor, e.code());
      return Optional.empty();
    }
  }

  /** An Undo of such a Like. */
  record Undo(Unflattr undo, JsonObject document) {}

  /**
   * @param donors the node whose member, or itself for one, must have signed it
   */
  Optional<Undo> undo(JsonObject document, ActorId donors) {
    try {
      return MessageReader.read(document)
          .filter(Unflattr.class::isInstance)
          .map(Unflattr.class::cast)
          .filter(undo -> undo.actor().origin().equals(donors.origin()))
          .filter(undo -> undo.actor().equals(undo.flattr().actor()))
          .filter(undo -> proofs.isProven(document, undo.actor()))
          .map(undo -> new Undo(undo, document));
    } catch (ProtocolException e) {
      LOG.log(System.Logger.Level.WARNING, "No undo from {0}: {1}", donors, e.code());
      return Optional.empty();
    }
  }

  /**
   * @param donors the node whose member, or itself for one, must have signed it
   */
  Optional<Like> like(JsonObject document, ActorId donors) {
    try {
      return MessageReader.read(document)
          .filter(Donation.class::isInstance)
          .map(Donation.class::cast)
          .filter(flattr -> flattr.actor().origin().equals(donors.origin()))
          .filter(flattr -> proofs.isProven(document, flattr.actor()))
          .map(flattr -> new Like(flattr, document));
    } catch (ProtocolException e) {
      LOG.log(System.Logger.Level.WARNING, "No flattr from {0}: {1}", donors, e.code());
      return Optional.empty();
    }
  }

  /** As if the peer had sent it now. */
  VerifiedActivity verified(JsonObject document, Peer from) {
    ActivityDocument activity = new ActivityDocument(document);
    return new VerifiedActivity(
        activity.id(),
        activity.actor(),
        activity,
        DocumentDigest.of(document),
        true,
        new NodeAddress(from.actor(), from.inbox()),
        system.instant());
  }
}
