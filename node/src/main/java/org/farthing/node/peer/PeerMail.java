package org.farthing.node.peer;

import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.ObjectProof;

/** Farthing's own messages on their way to peers: written, proven, put in the outbox. */
public final class PeerMail {

  private final Outbox outbox;
  private final ActorKeys keys;
  private final InstantSource system;
  private final ActorId node;

  public PeerMail(LocalIds ids, Outbox outbox, ActorKeys keys, InstantSource system) {
    this.outbox = outbox;
    this.keys = keys;
    this.system = system;
    this.node = ids.node();
  }

  /** An actor of this node with the key that proves what it says. */
  public record Author(ActorId actor, ActorKeys.Named<Ed25519SigningKey> key) {}

  /** Not to be called within a transaction: the key may have to be read first. */
  public Author author(ActorId actor) {
    return new Author(actor, keys.ed25519(actor));
  }

  /** As {@link #author(ActorId)}, within a transaction. */
  public Author author(Transaction tx, ActorId actor) {
    return new Author(actor, keys.ed25519(tx, actor));
  }

  /** The node itself as author, with the key that is in use now. */
  public Author node(Transaction tx) {
    return author(tx, node);
  }

  /**
   * Sends what the author says, in this transaction or not at all. A message whose id was sent
   * before is not sent again, whatever it says now.
   */
  public void send(Transaction tx, FarthingMessage message, Author author, Peer to) {
    outbox.send(tx, proven(message, author, to), to.inbox());
  }

  /** Sends what the node itself says. */
  public void send(Transaction tx, FarthingMessage message, Peer to) {
    send(tx, message, node(tx), to);
  }

  /** Sends all that the node itself says, in this order. */
  public void send(Transaction tx, List<? extends FarthingMessage> messages, Peer to) {
    Author author = node(tx);
    List<JsonObject> proven = messages.stream().map(it -> proven(it, author, to)).toList();
    outbox.send(tx, proven, to.inbox());
  }

  private JsonObject proven(FarthingMessage message, Author author, Peer to) {
    JsonObject document = MessageWriter.write(message, to.actor());
    return ObjectProof.sign(document, author.key().id(), author.key().key(), system.instant());
  }
}
