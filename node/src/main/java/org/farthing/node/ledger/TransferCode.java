package org.farthing.node.ledger;

/** Why a transfer was booked. */
public enum TransferCode {
  /** Money reached the bank for a member's funds. */
  DEPOSIT,
  /** A transfer that was wrong, or a deposit or payment that came back, is undone. */
  REVERSE,
  /** A member's funds cover what they owe since a deposit came back. */
  REPAY,
  /** A month's budget is set aside. */
  RESERVE,
  /** What of it the month's flattrs took. */
  GIVE,
  /** What is set aside goes back to funds. */
  RELEASE,
  /** A creator's revenue, fee included. */
  REVENUE,
  /** The node's share of a creator's revenue. */
  FEE,
  /** Stated to a peer, which has not agreed yet. */
  STATE,
  /** Agreed with a peer. */
  AGREE,
  /** What was admitted to a silent peer is not owed yet: it answers after all. */
  RETRACT,
  /** A debt to a peer against its debt to us. */
  SET_OFF,
  /** A payment left the bank. */
  PAY,
  /** A payment reached the bank. */
  RECEIVE,
  /** A payment of another node reached the bank, for whatever it is. */
  ARRIVE,
  /** A payment is another peer's, or what a peer had of ours. */
  ASSIGN,
  /** A payment is sent back to whom it came from. */
  SEND_BACK,
  /** Something left the bank that was not owed. */
  OVERPAY,
  /** What was pending becomes available. */
  MATURE,
  /** A payment or payout of ours came back to the bank. */
  TAKE_BACK,
  /** What a peer agreed to and does not pay is given up. */
  WRITE_OFF,
  /** What was given up came in after all. */
  RECOVER,
  /** What was stated and never agreed to goes back to funds. */
  RETURN,
  /** Revenue that a member has asked for. */
  PAY_OUT,
  /** Funds that a member has asked back. */
  PAY_BACK,
  /** Revenue that a member moves to their funds. */
  TO_FUNDS
}
