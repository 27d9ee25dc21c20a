package org.farthing.protocol.message;

import java.time.Instant;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** What a creditor answers to a statement. */
public sealed interface StatementAnswer extends FarthingMessage {

  /** The {@code Offer} that is answered; {@code object} on the wire. */
  ActivityId offer();

  /** {@code Accept}: the statement as {@code result}, countersigned. */
  record Agreement(
      ActivityId id, ActorId actor, ActivityId offer, Statement statement, Instant published)
      implements StatementAnswer {

    public Agreement {
      Checks.envelope(id, actor, published);
      Checks.spokenBy(statement.creditor(), actor);
      Checks.sameOrigin("/object", offer, statement.debtor().origin());
    }
  }

  /**
   * {@code Reject}: what the creditor disputes. {@code result: {type: Disagreement, statement,
   * disputes: [{type: Dispute, flattr?, code, detail}]}}
   *
   * @param disputes at most 1 000; none disputes the statement as a whole
   */
  record Disagreement(
      ActivityId id,
      ActorId actor,
      ActivityId offer,
      ActivityId statement,
      List<Dispute> disputes,
      Instant published)
      implements StatementAnswer {

    /** More than these are disputed by an empty list, and looked into by people. */
    public static final int MOST_DISPUTES = 1_000;

    public Disagreement {
      Checks.envelope(id, actor, published);
      Checks.sameOrigin("/result/statement", statement, offer.origin());
      Checks.range("/result/disputes", 0, MOST_DISPUTES, disputes.size());
      disputes = List.copyOf(disputes);
    }
  }
}
