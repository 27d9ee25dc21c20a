package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** {@code Offer} of a statement, its {@code object}, from debtor to creditor. */
public record StatementOffer(ActivityId id, ActorId actor, Statement statement, Instant published)
    implements FarthingMessage {

  public StatementOffer {
    Checks.envelope(id, actor, published);
    Checks.spokenBy(statement.debtor(), actor);
  }
}
