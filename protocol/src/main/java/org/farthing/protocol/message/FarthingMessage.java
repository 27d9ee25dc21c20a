package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * What nodes say to each other about money and whom it is for. On the wire each is one signed
 * activity.
 */
public sealed interface FarthingMessage
    permits Donation,
        Unflattr,
        FlattrAnswer,
        CheckpointOffer,
        CheckpointAnswer,
        StatementOffer,
        StatementAnswer,
        SettlementOffer,
        SettlementAnswer,
        PaymentOffer,
        PaymentAnswer,
        Claim {

  /** The id of the activity. The same id always means the same content. */
  ActivityId id();

  /** Who says it, and whose proof it carries. */
  ActorId actor();

  /** When its author claims to have said it. */
  Instant published();
}
