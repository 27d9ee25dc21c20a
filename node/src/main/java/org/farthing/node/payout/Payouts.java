package org.farthing.node.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.PostPending;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.VoidPending;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.Payout.State;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What becomes of members' revenue: it is paid out, or moved to their funds (product rule 1).
 * Thread-safe.
 *
 * <p>What is asked for is set aside at once, so that nobody asks for it twice. Until an admin takes
 * it on, its member can undo it. What is available is the member's own whatever they owe; what they
 * move to their funds covers that first.
 */
public final class Payouts {

  private final Database database;
  private final Ledger ledger;
  private final Receivables receivables;
  private final AuditLog audit;
  private final InstantSource calendar;
  private final CurrencyUnit currency;
  private final long minimumMicros;

  /**
   * @param minimumMicros the least that is paid out at a time
   */
  public Payouts(
      Database database,
      Ledger ledger,
      Receivables receivables,
      AuditLog audit,
      InstantSource calendar,
      CurrencyUnit currency,
      long minimumMicros) {
    this.database = database;
    this.ledger = ledger;
    this.receivables = receivables;
    this.audit = audit;
    this.calendar = calendar;
    this.currency = currency;
    this.minimumMicros = minimumMicros;
  }

  /**
   * A member's revenue as it stands, changing nothing.
   *
   * @param availableMicros not set aside
   * @param setAsideMicros for payouts that are asked for and not sent
   * @param paidOutMicros in all, less what came back
   * @param toFundsMicros moved to funds, in all
   */
  public record Standing(
      long pendingMicros,
      long availableMicros,
      long setAsideMicros,
      long paidOutMicros,
      long toFundsMicros) {}

  /** Revenue that a member has moved to their funds. */
  public record Move(Instant at, long micros) {}

  public long minimumMicros() {
    return minimumMicros;
  }

  /** What of an amount a payment can move. */
  public long payableMicros(long micros) {
    return micros - micros % currency.microsPerMinorUnit();
  }

  public Standing standing(UUID member) {
    return database.snapshot(
        tx -> {
          var available = ledger.balance(tx, new Account.MemberAvailable(member));
          return new Standing(
              ledger.balance(tx, new Account.MemberPending(member)).availableMicros(),
              available.availableMicros(),
              available.pendingOutMicros(),
              PayoutStore.of(tx, member).stream()
                  .filter(payout -> payout.state() == State.SENT)
                  .mapToLong(Payout::micros)
                  .reduce(0, Math::addExact),
              moves(tx, member).stream().mapToLong(Move::micros).reduce(0, Math::addExact));
        });
  }

  public Optional<PayoutDetails> details(UUID member) {
    return database.read(tx -> PayoutStore.details(tx, member));
  }

  /** From now on a member's payouts go there; those asked for before go where they were to. */
  public void setDetails(UUID member, PayoutDetails details) {
    database.execute(tx -> PayoutStore.setDetails(tx, member, details, calendar.instant()));
  }

  /** A member's payouts, the newest first. */
  public List<Payout> of(UUID member) {
    return database.read(tx -> PayoutStore.of(tx, member));
  }

  /** All members' payouts, the newest first. */
  public List<Payout> all() {
    return database.read(PayoutStore::all);
  }

  /** What a member has moved to their funds, oldest first. */
  public List<Move> moves(UUID member) {
    return database.read(tx -> moves(tx, member));
  }

  private List<Move> moves(Transaction tx, UUID member) {
    return ledger.credits(tx, new Account.MemberFunds(member), TransferCode.TO_FUNDS).stream()
        .map(it -> new Move(it.voucher().bookedAt(), it.amountMicros()))
        .toList();
  }

  /**
   * A member asks for revenue.
   *
   * @param requestKey of the form: the same again is the same payout
   */
  public PayoutOutcome request(UUID member, long micros, String requestKey) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Account available = new Account.MemberAvailable(member);
          long free = ledger.lock(tx, available).availableMicros();
          Optional<Payout> known = PayoutStore.byRequest(tx, member, requestKey);
          if (known.isPresent()) {
            return known.get().micros() == micros
                ? new PayoutOutcome.Requested(known.get())
                : new PayoutOutcome.OtherUnderThisKey();
          }
          Optional<PayoutDetails> details = PayoutStore.details(tx, member);
          if (details.isEmpty()) {
            return new PayoutOutcome.NoDetails();
          }
          if (micros < minimumMicros) {
            return new PayoutOutcome.BelowMinimum(minimumMicros);
          }
          if (payableMicros(micros) != micros) {
            return new PayoutOutcome.NotPayable();
          }
          if (micros > free) {
            return new PayoutOutcome.NotEnough(free);
          }
          PayoutStore.insert(tx, member, micros, details.get(), requestKey, now);
          Payout payout = PayoutStore.byRequest(tx, member, requestKey).orElseThrow();
          ledger.book(tx, held(payout, now)).orThrow();
          return new PayoutOutcome.Requested(payout);
        });
  }

  /**
   * A member moves revenue to their funds, where it is for giving.
   *
   * @param requestKey of the form: the same again is the same move
   */
  public PayoutOutcome toFunds(UUID member, long micros, String requestKey) {
    if (micros <= 0) {
      return new PayoutOutcome.NotPayable();
    }
    TransferId id = TransferId.of("to-funds:" + member + ":" + requestKey);
    Voucher voucher =
        new Voucher(TransferCode.TO_FUNDS, "revenue to funds", null, calendar.instant());
    return database.write(
        tx -> {
          long free = ledger.lock(tx, new Account.MemberAvailable(member)).availableMicros();
          var known = ledger.movement(tx, id);
          if (known.isPresent()) {
            return known.get().amountMicros() == micros
                ? new PayoutOutcome.Moved(micros)
                : new PayoutOutcome.OtherUnderThisKey();
          }
          if (micros > free) {
            return new PayoutOutcome.NotEnough(free);
          }
          Transfer transfer =
              new Transfer(
                  id,
                  new Account.MemberAvailable(member),
                  new Account.MemberFunds(member),
                  micros,
                  voucher);
          ledger.book(tx, transfer).orThrow();
          receivables.cover(tx, member);
          return new PayoutOutcome.Moved(micros);
        });
  }

  /**
   * A member takes back what they asked for. Said again, or too late, it changes nothing.
   *
   * @return how it stands now
   * @throws Problem 404 {@code unknown_payout} when it is not theirs
   */
  public Payout undo(UUID member, long id) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = lock(tx, id);
          if (!payout.member().equals(member)) {
            throw unknown(id);
          }
          if (payout.isUndoable()) {
            ledger.book(tx, release(payout, now)).orThrow();
            PayoutStore.setState(tx, id, State.UNDONE, null, now);
          }
          return lock(tx, id);
        });
  }

  /**
   * An admin is about to pay it. Said again, it changes nothing.
   *
   * @throws Problem {@code unknown_payout}, {@code payout_over}
   */
  public Payout takeOn(long id) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          switch (lock(tx, id).state()) {
            case REQUESTED -> PayoutStore.setState(tx, id, State.TAKEN_ON, null, now);
            case TAKEN_ON -> {}
            case SENT, UNDONE, REFUSED, RETURNED -> throw over(id);
          }
          return lock(tx, id);
        });
  }

  /**
   * The bank has sent it. Said again, it changes nothing.
   *
   * @throws Problem {@code unknown_payout}, {@code payout_over}
   */
  public Payout sent(long id) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = lock(tx, id);
          switch (payout.state()) {
            case REQUESTED, TAKEN_ON -> {
              PostPending post =
                  new PostPending(
                      TransferId.of("payout-sent:" + id),
                      heldFor(id),
                      payout.micros(),
                      voucher(TransferCode.PAY_OUT, id, now));
              ledger.book(tx, post).orThrow();
              PayoutStore.setState(tx, id, State.SENT, null, now);
            }
            case SENT -> {}
            case UNDONE, REFUSED, RETURNED -> throw over(id);
          }
          return lock(tx, id);
        });
  }

  /**
   * An admin will not pay it so: it is available again. Said again, it changes nothing.
   *
   * @param mandate with the reason, which the member reads
   * @throws Problem {@code unknown_payout}, {@code payout_over}
   */
  public Payout refuse(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = lock(tx, id);
          switch (payout.state()) {
            case REQUESTED, TAKEN_ON -> {
              Entry release = release(payout, now);
              ledger.book(tx, release).orThrow();
              PayoutStore.setState(tx, id, State.REFUSED, mandate.reason(), now);
              audit.record(tx, mandate, "payout-refuse", "payout:" + id, List.of(release.id()));
            }
            case REFUSED -> {}
            case SENT, UNDONE, RETURNED -> throw over(id);
          }
          return lock(tx, id);
        });
  }

  /**
   * The bank has returned what was sent: it is available again. Said again, it changes nothing.
   *
   * @param mandate with the reason, which the member reads
   * @throws Problem {@code unknown_payout}, {@code payout_not_sent}
   */
  public Payout returned(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = lock(tx, id);
          switch (payout.state()) {
            case SENT -> {
              Transfer back =
                  new Transfer(
                      TransferId.of("payout-returned:" + id),
                      new Account.Bank(),
                      new Account.MemberAvailable(payout.member()),
                      payout.micros(),
                      voucher(TransferCode.TAKE_BACK, id, now));
              ledger.book(tx, back).orThrow();
              PayoutStore.setState(tx, id, State.RETURNED, mandate.reason(), now);
              audit.record(tx, mandate, "payout-returned", "payout:" + id, List.of(back.id()));
            }
            case RETURNED -> {}
            case REQUESTED, TAKEN_ON, UNDONE, REFUSED ->
                throw new Problem(
                    409,
                    "payout_not_sent",
                    "This was not sent",
                    "Payout " + id + " was not confirmed as sent, so it cannot have come back.");
          }
          return lock(tx, id);
        });
  }

  /** Erases where a member was paid, who leaves. */
  public void left(Transaction tx, UUID member) {
    PayoutStore.erase(tx, member);
  }

  private static PendingTransfer held(Payout payout, Instant now) {
    return new PendingTransfer(
        new Transfer(
            heldFor(payout.id()),
            new Account.MemberAvailable(payout.member()),
            new Account.Bank(),
            payout.micros(),
            voucher(TransferCode.PAY_OUT, payout.id(), now)));
  }

  private static Entry release(Payout payout, Instant now) {
    return new VoidPending(
        TransferId.of("payout-released:" + payout.id()),
        heldFor(payout.id()),
        voucher(TransferCode.RELEASE, payout.id(), now));
  }

  private static Payout lock(Transaction tx, long id) {
    return PayoutStore.lock(tx, id).orElseThrow(() -> unknown(id));
  }

  private static Problem unknown(long id) {
    return new Problem(404, "unknown_payout", "Unknown payout", "There is no payout " + id + ".");
  }

  private static Problem over(long id) {
    return new Problem(
        409,
        "payout_over",
        "This is over",
        "Payout " + id + " is sent, undone or refused already.");
  }

  /** The pending transfer that sets it aside. */
  private static TransferId heldFor(long payout) {
    return TransferId.of("payout:" + payout);
  }

  private static Voucher voucher(TransferCode code, long payout, Instant now) {
    return new Voucher(code, "payout " + payout, null, now);
  }
}
