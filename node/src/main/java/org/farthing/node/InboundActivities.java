package org.farthing.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.farthing.node.federation.inbox.ActivityHandler;
import org.farthing.node.federation.inbox.NodeAddress;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.flattr.FlattrAnswers;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.ReceivedFlattrs.Arrived;
import org.farthing.node.flattr.SoughtThings;
import org.farthing.node.flattr.checkpoint.Checkpoints;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.SettlementInbox;
import org.farthing.node.social.SocialInbox;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;

/** What comes in, and which feature it is for: the one place where both are known. */
final class InboundActivities implements ActivityHandler {

  private final Peers peers;
  private final ReceivedFlattrs received;
  private final FlattrAnswers answers;
  private final Checkpoints checkpoints;
  private final SettlementInbox settlement;
  private final SocialInbox social;
  private final SoughtThings sought;

  InboundActivities(
      Peers peers,
      ReceivedFlattrs received,
      FlattrAnswers answers,
      Checkpoints checkpoints,
      SettlementInbox settlement,
      SoughtThings sought,
      SocialInbox social) {
    this.peers = peers;
    this.received = received;
    this.answers = answers;
    this.checkpoints = checkpoints;
    this.settlement = settlement;
    this.social = social;
    this.sought = sought;
  }

  @Override
  public void handle(Transaction tx, VerifiedActivity activity) {
    handleAll(tx, List.of(activity));
  }

  /**
   * Flattrs that follow one another are handled together, those of each node at once; what else
   * comes stays where it is between them.
   */
  @Override
  public void handleAll(Transaction tx, List<VerifiedActivity> activities) {
    Map<Peer, List<Arrived>> flattrs = new TreeMap<>(Comparator.comparingInt(Peer::id));
    for (VerifiedActivity activity : activities) {
      Optional<FarthingMessage> message = MessageForm.read(activity);
      if (message.filter(Flattr.class::isInstance).isEmpty()) {
        handle(tx, flattrs);
      }
      message.ifPresentOrElse(
          it -> handle(tx, activity, it, flattrs), () -> social.handle(tx, activity));
    }
    handle(tx, flattrs);
  }

  private void handle(Transaction tx, Map<Peer, List<Arrived>> flattrs) {
    flattrs.forEach((from, arrived) -> received.arrived(tx, arrived, from));
    flattrs.clear();
  }

  @Override
  public void check(VerifiedActivity activity) {
    Optional<FarthingMessage> _ = MessageForm.read(activity);
  }

  /** What is about money never does. */
  @Override
  public boolean beginsAnew(Transaction tx, VerifiedActivity activity) {
    return !MessageForm.isMessage(activity) && social.beginsAnew(tx, activity);
  }

  /**
   * Handles a message.
   *
   * @param flattrs where one waits for those that follow
   */
  private void handle(
      Transaction tx,
      VerifiedActivity activity,
      FarthingMessage message,
      Map<Peer, List<Arrived>> flattrs) {
    NodeAddress node = MessageForm.sender(activity);
    Peer from = peers.ensure(tx, node.actor(), node.inbox());
    switch (message) {
      case Flattr it ->
          flattrs
              .computeIfAbsent(from, _ -> new ArrayList<>())
              .add(new Arrived(it, activity.digest()));
      case Gift it -> received.arrived(tx, it, activity.digest(), from);
      case Unflattr it -> received.undone(tx, it, from);
      case FlattrAnswer it -> answers.answered(tx, it, from);
      case CheckpointOffer it -> checkpoints.offered(tx, it, from);
      case CheckpointAnswer it -> checkpoints.answered(tx, it, from);
      case StatementOffer it -> settlement.statement(tx, it, from);
      case StatementAnswer it -> settlement.answer(tx, it, from);
      case SettlementOffer it -> settlement.settlement(tx, it, from);
      case SettlementAnswer it -> settlement.answer(tx, it, from);
      case PaymentOffer it -> settlement.payment(tx, it, from);
      case PaymentAnswer it -> settlement.answer(tx, it, from);
      case Claim it -> sought.claimed(tx, it.urls());
    }
  }
}
