package org.farthing.node.payout;

/** What came of asking for revenue, to be paid out or for giving, or for funds back. */
public sealed interface PayoutOutcome {

  /** It is set aside; the same form again comes to the same payout. */
  record Requested(Payout payout) implements PayoutOutcome {}

  /** It is among the member's funds now. */
  record Moved(long micros) implements PayoutOutcome {}

  /** Nobody knows where to. */
  record NoDetails() implements PayoutOutcome {}

  /** It is less than is paid out here. */
  record BelowMinimum(long minimumMicros) implements PayoutOutcome {}

  /** A payment moves whole minor units. */
  record NotPayable() implements PayoutOutcome {}

  /** It is more than is free. */
  record NotEnough(long availableMicros) implements PayoutOutcome {}

  /** The same form was sent before, with another amount. */
  record OtherUnderThisKey() implements PayoutOutcome {}
}
