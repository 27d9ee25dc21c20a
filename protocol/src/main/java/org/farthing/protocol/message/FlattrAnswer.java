package org.farthing.protocol.message;

import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * What a creator's node answers to a flattr or to its undoing, or to a gift, which counts, waits
 * and is refused like a flattr; the actor is that node. On the wire {@code object} is the id of the
 * flattr, of an answered {@code Undo} too, or of the gift, and {@code result} says the rest.
 */
public sealed interface FlattrAnswer extends FarthingMessage {

  /** The flattr or gift that is answered. */
  ActivityId flattr();

  /**
   * {@code Accept}: the flattr counts. {@code result: {type: FlattrReceipt, flattr, digest, period,
   * sequence, policy}}, the sequence a JSON number.
   *
   * @param digest SHA-256 of the canonical JSON of the Like or Offer without its proof, in
   *     lower-case hex
   * @param sequence the place of this receipt in the pair's log of the month, from 1 on
   * @param policy digest of the policy of the creator's node, in lower-case hex
   */
  record Receipt(
      ActivityId id,
      ActorId actor,
      ActivityId flattr,
      String digest,
      YearMonth period,
      long sequence,
      String policy,
      Instant published)
      implements FlattrAnswer {

    public Receipt {
      Checks.envelope(id, actor, published);
      Checks.digest("/result/digest", digest);
      Checks.period("/result/period", period);
      Checks.range("/result/sequence", 1, Checks.LARGEST_INTEGER, sequence);
      Checks.digest("/result/policy", policy);
    }
  }

  /**
   * {@code TentativeReject}: kept, and may count later in the month. {@code result: {type:
   * FlattrWaiting, code}}
   */
  record Waiting(
      ActivityId id, ActorId actor, ActivityId flattr, WaitingCode code, Instant published)
      implements FlattrAnswer {

    public Waiting {
      Checks.envelope(id, actor, published);
    }
  }

  /** {@code Reject}: will never count. {@code result: {type: FlattrRefusal, code}} */
  record Refusal(
      ActivityId id, ActorId actor, ActivityId flattr, RefusalCode code, Instant published)
      implements FlattrAnswer {

    public Refusal {
      Checks.envelope(id, actor, published);
    }
  }

  /**
   * {@code Accept} of the undoing: the flattr no longer counts. {@code result: {type: UndoReceipt,
   * flattr, period, sequence}}
   *
   * @param sequence the place in the pair's log of the month; 0 when the flattr was never counted
   */
  record UndoReceipt(
      ActivityId id,
      ActorId actor,
      ActivityId flattr,
      YearMonth period,
      long sequence,
      Instant published)
      implements FlattrAnswer {

    public UndoReceipt {
      Checks.envelope(id, actor, published);
      Checks.period("/result/period", period);
      Checks.range("/result/sequence", 0, Checks.LARGEST_INTEGER, sequence);
    }
  }
}
