package org.farthing.node;

import java.util.Optional;
import org.farthing.node.federation.inbox.NodeAddress;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.Unflattr;

/**
 * What a message of another node has to be by itself, whatever else is known here: so what does not
 * keep to it can be refused before it is stored.
 */
final class MessageForm {

  private MessageForm() {}

  /**
   * What an activity says to this node, rather than to any server; empty when it says nothing of
   * the kind.
   *
   * @throws ProtocolException for a message of a wrong form, or without what shows whose it is:
   *     {@code no_proof}, {@code not_from_node}, {@code wrong_actor}
   */
  static Optional<FarthingMessage> read(VerifiedActivity activity) {
    Optional<FarthingMessage> message = MessageReader.read(activity.document().json());
    message.ifPresent(it -> requireSender(activity, it));
    return message;
  }

  /** Whether it is one, of whatever form. */
  static boolean isMessage(VerifiedActivity activity) {
    try {
      return MessageReader.read(activity.document().json()).isPresent();
    } catch (ProtocolException e) {
      return true;
    }
  }

  /** The node that a message came from, which speaks for itself or for a donor of its own. */
  static NodeAddress sender(VerifiedActivity activity) {
    return activity
        .node()
        .orElseThrow(
            () ->
                new ProtocolException(
                    "not_from_node", "Nodes sign what they send with their own key."));
  }

  private static void requireSender(VerifiedActivity activity, FarthingMessage message) {
    if (!activity.proven()) {
      throw new ProtocolException("no_proof", "What bears money carries a proof of its actor.");
    }
    NodeAddress node = sender(activity);
    boolean forDonor = message instanceof Donation || message instanceof Unflattr;
    if (!forDonor && !node.actor().equals(activity.actor())) {
      throw new ProtocolException("wrong_actor", "Only a node itself can say this.")
          .under("/actor");
    }
    if (message instanceof Donation donation) {
      requireTag(donation, donation.actor().equals(node.actor()));
    }
  }

  /** A tag stands for the name of a donor whose node speaks for them, and for no other's. */
  private static void requireTag(Donation donation, boolean anonymous) {
    String place =
        switch (donation) {
          case Flattr _ -> "/flattr/donorTag";
          case Gift _ -> "/object/donorTag";
        };
    if (anonymous && donation.donorTag().isEmpty()) {
      throw new ProtocolException("missing", "What a node gives for a donor has the donor's tag.")
          .under(place);
    }
    if (!anonymous && donation.donorTag().isPresent()) {
      throw new ProtocolException("malformed", "A donor who is named has no tag.").under(place);
    }
  }
}
