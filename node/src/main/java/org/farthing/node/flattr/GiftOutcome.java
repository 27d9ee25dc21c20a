package org.farthing.node.flattr;

/** What became of the wish to give an amount. Unless it is recorded, nothing is stored. */
public sealed interface GiftOutcome {

  /** The amount is held; it is given when the month is split, if the creator's node counts it. */
  record Recorded(GivenGift gift) implements GiftOutcome {}

  /** The same was asked for before, under this key. */
  record AlreadyRecorded(GivenGift gift) implements GiftOutcome {}

  /** The key stands for another gift. */
  record OtherUnderThisKey(GivenGift gift) implements GiftOutcome {}

  /** The donor is the creator, or has proved to be. */
  record FlattrOwner() implements GiftOutcome {}

  /** It is less than the currency's smallest unit. */
  record BelowMinimum(long minimumMicros) implements GiftOutcome {}

  /** The donor's free funds are less than the amount. */
  record NoMeans(long fundsMicros) implements GiftOutcome {}

  /** A deposit of the donor's came back, and so much of it is not covered yet. */
  record ReceivableOpen(long owedMicros) implements GiftOutcome {}

  /** The creator's node is blocked here. */
  record PeerBlocked() implements GiftOutcome {}

  /** The creator's node is suspended. */
  record PeerSuspended() implements GiftOutcome {}
}
