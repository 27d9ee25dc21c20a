package org.farthing.node.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Movement;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Money that reaches the bank for a member's funds, and goes back from there (product rules 1 and
 * 16). Thread-safe.
 */
public final class Deposits {

  private final Database database;
  private final Ledger ledger;
  private final FundsIn funds;
  private final AuditLog audit;
  private final InstantSource calendar;

  public Deposits(
      Database database, Ledger ledger, FundsIn funds, AuditLog audit, InstantSource calendar) {
    this.database = database;
    this.ledger = ledger;
    this.funds = funds;
    this.audit = audit;
    this.calendar = calendar;
  }

  /**
   * A deposit as it stands.
   *
   * @param id of its transfer
   * @param sequence of its transfer, as the journal numbers it
   */
  public record Deposit(
      TransferId id, long sequence, Instant at, long micros, Optional<Reversal> reversal) {}

  /**
   * How a deposit went back to the bank.
   *
   * @param fromFundsMicros what the member's free funds still held of it
   * @param receivableMicros the rest, which the member owes since
   */
  public record Reversal(long fromFundsMicros, long receivableMicros) {}

  /**
   * Confirms a deposit, once for each reference. It covers what its member owes first.
   *
   * @param reference of the movement in the bank, unique on this node
   * @throws Problem {@code malformed_amount} unless the amount is above zero
   */
  public void confirm(UUID member, long micros, String reference) {
    confirm(member, micros, reference, (_, _) -> {});
  }

  /** As {@link #confirm(UUID, long, String)}, on an admin's word. */
  public void confirm(UUID member, long micros, String reference, Mandate mandate) {
    confirm(
        member,
        micros,
        reference,
        (tx, id) -> audit.record(tx, mandate, "deposit-confirm", "member:" + member, List.of(id)));
  }

  /**
   * @param alongside what else is written, the first time
   */
  private void confirm(
      UUID member, long micros, String reference, BiConsumer<Transaction, TransferId> alongside) {
    if (micros <= 0) {
      throw new Problem(400, "malformed_amount", "Not an amount", "A deposit is above zero.");
    }
    Transfer transfer =
        new Transfer(
            TransferId.of("deposit:" + reference),
            new Account.Bank(),
            new Account.MemberFunds(member),
            micros,
            new Voucher(TransferCode.DEPOSIT, "deposit", null, calendar.instant()));
    database.execute(
        tx -> {
          if (ledger.book(tx, transfer).orThrow() > 0) {
            alongside.accept(tx, transfer.id());
          }
          funds.cameIn(tx, member);
        });
  }

  /** A member's deposits, oldest first. */
  public List<Deposit> of(UUID member) {
    return database.read(
        tx -> {
          Map<TransferId, Reversal> reversals = ReversalStore.of(tx, member);
          return ledger.credits(tx, new Account.MemberFunds(member), TransferCode.DEPOSIT).stream()
              .map(
                  it ->
                      new Deposit(
                          it.id(),
                          it.sequence(),
                          it.voucher().bookedAt(),
                          it.amountMicros(),
                          Optional.ofNullable(reversals.get(it.id()))))
              .toList();
        });
  }

  /** A deposit, and whose it is. */
  public record OfMember(UUID member, Deposit deposit) {}

  /**
   * Deposits of everybody, the newest first.
   *
   * @param beforeOrNull the sequence that the last page ended with; null for the first page
   */
  public List<OfMember> newest(@Nullable Long beforeOrNull, int most) {
    return database.read(
        tx -> {
          List<Movement> booked =
              ledger.newest(tx, new Account.Bank(), TransferCode.DEPOSIT, beforeOrNull, most);
          Map<TransferId, Reversal> reversals =
              ReversalStore.of(tx, booked.stream().map(Movement::id).toList());
          return booked.stream().map(it -> ofMember(it, reversals)).toList();
        });
  }

  /** A deposit by the id of its transfer. */
  public Optional<OfMember> find(TransferId deposit) {
    return database.read(
        tx ->
            ledger
                .movement(tx, deposit)
                .filter(it -> it.voucher().code() == TransferCode.DEPOSIT)
                .map(it -> ofMember(it, ReversalStore.of(tx, List.of(deposit)))));
  }

  private static OfMember ofMember(Movement booked, Map<TransferId, Reversal> reversals) {
    if (!(booked.credit() instanceof Account.MemberFunds(UUID member))) {
      throw new IllegalStateException("a deposit to " + booked.credit().code());
    }
    return new OfMember(
        member,
        new Deposit(
            booked.id(),
            booked.sequence(),
            booked.voucher().bookedAt(),
            booked.amountMicros(),
            Optional.ofNullable(reversals.get(booked.id()))));
  }

  /**
   * Takes a deposit back that the bank has lost, or that was none: out of the member's free funds,
   * and as a debt of theirs what these do not hold. What is reserved or given stays so. Once for
   * each deposit; again, it says what it came to.
   *
   * @throws Problem {@code unknown_deposit}; {@code bank_short} when more of it has left the bank
   *     again than others have paid in
   */
  public Reversal reverse(TransferId deposit, Mandate mandate) {
    return database.write(tx -> reverse(tx, deposit, mandate));
  }

  /** As {@link #reverse(TransferId, Mandate)}, within a transaction. */
  Reversal reverse(Transaction tx, TransferId deposit, Mandate mandate) {
    Movement booked =
        ledger
            .movement(tx, deposit)
            .filter(it -> it.voucher().code() == TransferCode.DEPOSIT)
            .orElseThrow(
                () ->
                    new Problem(
                        404, "unknown_deposit", "Unknown deposit", "No deposit has this id."));
    if (!(booked.credit() instanceof Account.MemberFunds(UUID member))) {
      throw new IllegalStateException("a deposit to " + booked.credit().code());
    }
    long free = ledger.lock(tx, booked.credit()).availableMicros();
    Optional<Reversal> done = ReversalStore.find(tx, deposit);
    if (done.isPresent()) {
      return done.get();
    }
    long fromFunds = Math.min(free, booked.amountMicros());
    Reversal reversal = new Reversal(fromFunds, booked.amountMicros() - fromFunds);
    List<Transfer> transfers = transfers(booked, member, reversal);
    BankShort.book(ledger, tx, transfers);
    long entry =
        audit.record(
            tx,
            mandate,
            "deposit-reverse",
            "deposit:" + deposit,
            transfers.stream().map(Transfer::id).toList());
    ReversalStore.insert(tx, deposit, member, reversal, entry);
    return reversal;
  }

  private List<Transfer> transfers(Movement deposit, UUID member, Reversal reversal) {
    Voucher voucher =
        new Voucher(TransferCode.REVERSE, "deposit " + deposit.id(), null, calendar.instant());
    List<Transfer> transfers = new ArrayList<>();
    if (reversal.fromFundsMicros() > 0) {
      transfers.add(
          new Transfer(
              TransferId.of("reverse-funds:" + deposit.id()),
              /* debit= */ deposit.credit(),
              /* credit= */ deposit.debit(),
              reversal.fromFundsMicros(),
              voucher));
    }
    if (reversal.receivableMicros() > 0) {
      transfers.add(
          new Transfer(
              TransferId.of("reverse-owed:" + deposit.id()),
              new Account.MemberReceivable(member),
              deposit.debit(),
              reversal.receivableMicros(),
              voucher));
    }
    return transfers;
  }
}
