package org.farthing.node.payout;

import java.time.InstantSource;
import java.util.List;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Booking;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Movement;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/**
 * Undoes a single transfer that was wrong, by another one the other way round: never by an edit, at
 * most once, booked now, and only where nothing else rests on it. Thread-safe.
 */
public final class Reversals {

  private final Database database;
  private final Ledger ledger;
  private final Deposits deposits;
  private final AuditLog audit;
  private final InstantSource calendar;

  public Reversals(
      Database database, Ledger ledger, Deposits deposits, AuditLog audit, InstantSource calendar) {
    this.database = database;
    this.ledger = ledger;
    this.deposits = deposits;
    this.audit = audit;
    this.calendar = calendar;
  }

  /**
   * What a transfer moved.
   *
   * @param sequence as the journal numbers it
   * @throws Problem {@code unknown_transfer}
   */
  public Movement find(long sequence) {
    return database.read(tx -> ledger.movement(tx, sequence)).orElseThrow(Reversals::unknown);
  }

  /** As {@link #find(long)}, by its id. */
  public Movement find(TransferId id) {
    return database.read(tx -> ledger.movement(tx, id)).orElseThrow(Reversals::unknown);
  }

  /**
   * Undoes a transfer.
   *
   * @throws Problem {@code unknown_transfer}; {@code not_reversible} when something else rests on
   *     it, telling what can be done instead; {@code already_reversed}; {@code
   *     insufficient_balance} when what it moved is not there any more
   */
  public void reverse(TransferId id, Mandate mandate) {
    database.execute(tx -> reverse(tx, id, mandate));
  }

  private void reverse(Transaction tx, TransferId id, Mandate mandate) {
    Movement wrong = ledger.movement(tx, id).orElseThrow(Reversals::unknown);
    switch (wrong.voucher().code()) {
      case DEPOSIT -> reverseDeposit(tx, wrong, mandate);
      case OVERPAY -> undo(tx, wrong, mandate);
      case REVERSE, REPAY -> throw notReversible("it undoes or covers something itself");
      case ARRIVE -> throw notReversible("use: payment cancel, for " + wrong.voucher().reference());
      case ASSIGN -> throw notReversible("use: payment match, for " + wrong.voucher().reference());
      case SEND_BACK ->
          throw notReversible("use: payment returned, once it has come back to the bank");
      case WRITE_OFF -> throw notReversible("use: peer recover, once the money is there");
      case RECOVER -> throw notReversible("a creator has it already");
      case PAY_OUT, PAY_BACK ->
          throw notReversible("use: payout returned, once it has come back to the bank");
      case TO_FUNDS -> throw notReversible("its member has wanted it so");
      case RESERVE, RELEASE, GIVE, REVENUE, FEE, MATURE ->
          throw notReversible("it follows from a month's flattrs");
      case STATE, AGREE, RETRACT, SET_OFF, PAY, RECEIVE, TAKE_BACK, RETURN ->
          throw notReversible("another node has the same on its books");
    }
  }

  private void reverseDeposit(Transaction tx, Movement deposit, Mandate mandate) {
    // Locked first: what is free then is free until the transaction ends.
    long free = ledger.lock(tx, deposit.credit()).availableMicros();
    if (ReversalStore.find(tx, deposit.id()).isPresent()) {
      throw alreadyReversed();
    }
    if (free < deposit.amountMicros()) {
      throw insufficientBalance(
          "use deposit reverse: what is not there any more becomes a debt of the member");
    }
    deposits.reverse(tx, deposit.id(), mandate);
  }

  private void undo(Transaction tx, Movement wrong, Mandate mandate) {
    ledger.lock(tx, wrong.credit());
    if (ReversalStore.isReversed(tx, wrong.id())) {
      throw alreadyReversed();
    }
    Transfer reversal =
        new Transfer(
            TransferId.of("reverse:" + wrong.id()),
            wrong.credit(),
            wrong.debit(),
            wrong.amountMicros(),
            new Voucher(TransferCode.REVERSE, "transfer " + wrong.id(), null, calendar.instant()));
    switch (ledger.book(tx, reversal)) {
      case Booking.Done _ -> {}
      case Booking.InsufficientBalance(Account account, _) ->
          throw insufficientBalance("account " + account.code() + " does not hold it any more");
    }
    long entry =
        audit.record(
            tx, mandate, "ledger-reverse", "transfer:" + wrong.id(), List.of(reversal.id()));
    ReversalStore.insert(tx, wrong.id(), entry);
  }

  private static Problem unknown() {
    return new Problem(
        404, "unknown_transfer", "Unknown transfer", "No transfer of this name moved anything.");
  }

  private static Problem notReversible(String instead) {
    return new Problem(
        409,
        "not_reversible",
        "This cannot be undone by itself",
        "Not reversible: " + instead + ".");
  }

  private static Problem alreadyReversed() {
    return new Problem(
        409, "already_reversed", "This is undone already", "A transfer is undone at most once.");
  }

  private static Problem insufficientBalance(String detail) {
    return new Problem(
        409, "insufficient_balance", "Not there any more", "Not there any more: " + detail + ".");
  }
}
