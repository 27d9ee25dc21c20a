package org.farthing.node.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.Payout.Source;
import org.farthing.node.payout.Payout.State;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of members' revenue: it is paid out, or moved to their funds; and how funds that
 * nothing holds go back to where they came from (product rule 1). Thread-safe.
 *
 * <p>What is asked for is set aside at once, so that nobody asks for it twice. Until an admin takes
 * it on, its member can undo it. What is available is the member's own whatever they owe; what they
 * move to their funds covers that first.
 */
public final class Payouts {

  private final Database database;
  private final Ledger ledger;
  private final Receivables receivables;
  private final FundsIn funds;
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
      FundsIn funds,
      InstantSource calendar,
      CurrencyUnit currency,
      long minimumMicros) {
    this.database = database;
    this.ledger = ledger;
    this.receivables = receivables;
    this.funds = funds;
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
              PayoutStore.of(tx, member, Source.REVENUE).stream()
                  .filter(payout -> payout.state() == State.SENT)
                  .mapToLong(Payout::micros)
                  .reduce(0, Math::addExact),
              moves(tx, member).stream().mapToLong(Move::micros).reduce(0, Math::addExact));
        });
  }

  /**
   * A member's funds as they can go back, changing nothing.
   *
   * @param freeMicros neither reserved nor held, less what is owed
   * @param onTheWayMicros asked back and not sent
   */
  public record Returnable(long freeMicros, long onTheWayMicros) {}

  public Returnable returnable(UUID member) {
    return database.snapshot(
        tx -> {
          long free = ledger.balance(tx, new Account.MemberFunds(member)).availableMicros();
          return new Returnable(
              Math.max(0, free - receivables.open(tx, member)), onTheWay(tx, member));
        });
  }

  /** What of a member's funds is asked back and not sent, in micro-units. */
  public long onTheWay(Transaction tx, UUID member) {
    return PayoutStore.of(tx, member, Source.FUNDS).stream()
        .filter(payout -> payout.state().isOpen())
        .mapToLong(Payout::micros)
        .reduce(0, Math::addExact);
  }

  /** As {@link #onTheWay(Transaction, UUID)}, of all members. */
  public long onTheWay(Transaction tx) {
    return PayoutStore.openOfFunds(tx);
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

  /** A member's payouts of one source, the newest first. */
  public List<Payout> of(UUID member, Source source) {
    return database.read(tx -> PayoutStore.of(tx, member, source));
  }

  /** All members' payouts, the newest first. */
  public List<Payout> all() {
    return database.read(PayoutStore::all);
  }

  public Optional<Payout> find(long id) {
    return database.read(tx -> PayoutStore.find(tx, id));
  }

  /** What is asked for and not sent, the longest waiting first. */
  public List<Payout> open(int most) {
    return database.read(tx -> PayoutStore.open(tx, most));
  }

  public int countOpen() {
    return database.read(PayoutStore::countOpen);
  }

  /**
   * What has come to something, the newest first.
   *
   * @param beforeOrNull the id that the last page ended with; null for the first page
   */
  public List<Payout> over(@Nullable Long beforeOrNull, int most) {
    return database.read(tx -> PayoutStore.over(tx, beforeOrNull, most));
  }

  /** Whether an admin holds a member's payouts until a review is over. */
  public boolean isUnderReview(UUID member) {
    return database.read(tx -> PayoutFreezeStore.find(tx, member)).isPresent();
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
   * @throws Problem {@code bank_short}
   */
  public PayoutOutcome request(UUID member, long micros, String requestKey) {
    return database.write(
        tx -> {
          long free = ledger.lock(tx, new Account.MemberAvailable(member)).availableMicros();
          Optional<Payout> known = PayoutStore.byRequest(tx, member, requestKey);
          if (known.isPresent()) {
            return same(known.get(), Source.REVENUE, micros);
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
          return hold(tx, member, Source.REVENUE, micros, details.get(), requestKey);
        });
  }

  /**
   * A member asks for a part of their funds back: what is neither reserved nor held by a gift.
   *
   * @param to where the member says that it came from; no deposit says so itself
   * @param requestKey of the form: the same again is the same payout
   * @throws Problem {@code bank_short}
   */
  public PayoutOutcome requestBack(UUID member, long micros, PayoutDetails to, String requestKey) {
    return database.write(
        tx -> {
          receivables.cover(tx, member);
          long free = ledger.lock(tx, new Account.MemberFunds(member)).availableMicros();
          Optional<Payout> known = PayoutStore.byRequest(tx, member, requestKey);
          if (known.isPresent()) {
            return same(known.get(), Source.FUNDS, micros);
          }
          if (micros <= 0 || payableMicros(micros) != micros) {
            return new PayoutOutcome.NotPayable();
          }
          if (micros > free) {
            return new PayoutOutcome.NotEnough(free);
          }
          return hold(tx, member, Source.FUNDS, micros, to, requestKey);
        });
  }

  private static PayoutOutcome same(Payout known, Source source, long micros) {
    return known.source() == source && known.micros() == micros
        ? new PayoutOutcome.Requested(known)
        : new PayoutOutcome.OtherUnderThisKey();
  }

  private PayoutOutcome hold(
      Transaction tx,
      UUID member,
      Source source,
      long micros,
      PayoutDetails to,
      String requestKey) {
    Instant now = calendar.instant();
    PayoutStore.insert(tx, member, source, micros, to, requestKey, now);
    Payout payout = PayoutStore.byRequest(tx, member, requestKey).orElseThrow();
    BankShort.book(ledger, tx, List.of(PayoutEntries.held(payout, now)));
    return new PayoutOutcome.Requested(payout);
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
          funds.cameIn(tx, member);
          return new PayoutOutcome.Moved(micros);
        });
  }

  /**
   * The id of a payout, as addresses have it.
   *
   * @throws Problem 404 {@code unknown_payout} when it is none
   */
  public static long number(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new Problem(404, "unknown_payout", "Unknown payout", "You have asked for no such one.");
    }
    return Long.parseLong(text);
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
          Payout payout = PayoutStore.lock(tx, id);
          if (!payout.member().equals(member)) {
            throw PayoutStore.unknown(id);
          }
          if (payout.isUndoable()) {
            ledger.book(tx, PayoutEntries.release(payout, now)).orThrow();
            funds.freed(tx, payout);
            PayoutStore.setState(tx, id, State.UNDONE, null, now);
          }
          return PayoutStore.lock(tx, id);
        });
  }

  /** Erases where a member was paid, who leaves. */
  public void left(Transaction tx, UUID member) {
    PayoutStore.erase(tx, member);
    PayoutFreezeStore.delete(tx, member);
  }
}
