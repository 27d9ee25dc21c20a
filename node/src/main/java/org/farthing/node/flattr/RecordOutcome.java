package org.farthing.node.flattr;

import java.util.Optional;
import org.farthing.node.flattr.Giving.ReserveOutcome;
import org.farthing.node.peer.Suspension;

/** What became of a click. When several refusals apply, the first in this order is given. */
public sealed interface RecordOutcome {

  /** Why no flattr of this id came of it, as the API has it; empty when it did. */
  default Optional<String> refusal(FlattrId id) {
    return switch (this) {
      case Recorded _ -> Optional.empty();
      case AlreadyFlattred it when it.flattr().id().equals(id) -> Optional.empty();
      case AlreadyFlattred _ -> Optional.of("already_flattred");
      case UnknownThing _ -> Optional.of("unknown_thing");
      case FlattrOwner _ -> Optional.of("flattr_owner");
      case PeerBlocked _ -> Optional.of("peer_blocked");
      case PeerSuspended _ -> Optional.of("peer_suspended");
      case Withdrawn _ -> Optional.of("withdrawn");
      case ReceivableOpen _ -> Optional.of("receivable_open");
      case NoMeans _ -> Optional.of("no_means");
    };
  }

  /**
   * It stands.
   *
   * @param firstOfMonth whether it reserved the month's budget: a lone click takes all of it
   */
  record Recorded(Given flattr, boolean firstOfMonth) implements RecordOutcome {}

  /** Nobody here knows this URL. */
  record UnknownThing() implements RecordOutcome {}

  /** Nobody flattrs their own things. */
  record FlattrOwner() implements RecordOutcome {}

  /** The donor's standing flattr of this thing and month, which stays as it is. */
  record AlreadyFlattred(Given flattr) implements RecordOutcome {}

  /** An admin has blocked the creator's node; nothing is stored. */
  record PeerBlocked() implements RecordOutcome {}

  /** Its creator has withdrawn the thing; nothing is stored. */
  record Withdrawn() implements RecordOutcome {}

  /** No flattrs are exchanged with the creator's node for now (rule 16); nothing is stored. */
  record PeerSuspended(Suspension.Reason reason) implements RecordOutcome {}

  /**
   * A deposit of the donor's came back, and until they cover it they give nothing more (rule 16);
   * nothing is stored, and what they gave before stands.
   *
   * @param owedMicros what they still owe, above zero
   */
  record ReceivableOpen(long owedMicros) implements RecordOutcome {}

  /** Nothing can be reserved for the month; nothing is stored. */
  record NoMeans(ReserveOutcome.NoMeans reason) implements RecordOutcome {}
}
