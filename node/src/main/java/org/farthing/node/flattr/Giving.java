package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.farthing.node.account.MemberId;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.VoidPending;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.Receivables;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What members set aside, and what of it is held for a month (product rule 2). Thread-safe.
 *
 * <p>A month's first flattr reserves; nothing that comes later lowers what is reserved, until the
 * month's close gives or releases it.
 */
public final class Giving {

  private final Database database;
  private final Ledger ledger;
  private final Receivables receivables;
  private final InstantSource calendar;
  private final ToLongFunction<YearMonth> minimumBudgetMicros;

  /**
   * @param minimumBudgetMicros the least that a member can give in a month, by the node's policy
   */
  public Giving(
      Database database,
      Ledger ledger,
      Receivables receivables,
      InstantSource calendar,
      ToLongFunction<YearMonth> minimumBudgetMicros) {
    this.database = database;
    this.ledger = ledger;
    this.receivables = receivables;
    this.calendar = calendar;
    this.minimumBudgetMicros = minimumBudgetMicros;
  }

  /** What became of a new budget. */
  public sealed interface BudgetOutcome {

    /** It holds in this month already. */
    record HoldsNow(long micros) implements BudgetOutcome {}

    /** This month's budget is reserved and stands; the new one holds from the next month on. */
    record HoldsFrom(YearMonth month, long micros) implements BudgetOutcome {}

    /** It is above zero and below what the node asks for; nothing has changed. */
    record BelowMinimum(long minimumMicros) implements BudgetOutcome {}
  }

  /** What is held for a month, or why nothing could be. */
  public sealed interface ReserveOutcome {

    /**
     * @param first whether this made it
     */
    record Reserved(Reservation reservation, boolean first) implements ReserveOutcome {}

    /** The smaller of budget and funds is below what the node asks for. */
    record NoMeans(long budgetMicros, long fundsMicros, long minimumMicros)
        implements ReserveOutcome {}
  }

  /**
   * What a member has for a month, changing nothing.
   *
   * @param reservedMicros held already; zero before the month's first flattr
   * @param fundsMicros free, and not needed for what is owed
   * @param owedMicros what free funds do not cover of deposits that came back
   */
  public record Means(
      Budget budget,
      YearMonth month,
      long reservedMicros,
      long fundsMicros,
      long owedMicros,
      long minimumMicros) {

    public boolean isReserved() {
      return reservedMicros > 0;
    }

    /** What is held, or would be with a flattr now. */
    public long monthMicros() {
      return isReserved() ? reservedMicros : Math.min(budget.in(month), fundsMicros);
    }

    /** Why nothing could be reserved now. */
    public Optional<ReserveOutcome.NoMeans> lack() {
      return isReserved() || monthMicros() >= minimumMicros
          ? Optional.empty()
          : Optional.of(new ReserveOutcome.NoMeans(budget.in(month), fundsMicros, minimumMicros));
    }
  }

  public Means means(MemberId member) {
    return database.snapshot(tx -> means(tx, member, month()));
  }

  /** As {@link #means(MemberId)}, within a transaction. */
  Means means(Transaction tx, MemberId member, YearMonth month) {
    long free = ledger.balance(tx, funds(member)).availableMicros();
    long owed = receivables.open(tx, member.value());
    return new Means(
        GivingStore.budget(tx, member),
        month,
        GivingStore.reservation(tx, month, member).map(Reservation::micros).orElse(0L),
        Math.max(0, free - owed),
        Math.max(0, owed - free),
        minimumBudgetMicros.applyAsLong(month));
  }

  public Budget budget(MemberId member) {
    return database.read(tx -> GivingStore.budget(tx, member));
  }

  public Optional<Reservation> reservation(MemberId member, YearMonth month) {
    return database.read(tx -> GivingStore.reservation(tx, month, member));
  }

  /**
   * A new budget, which raises what is reserved already as far as funds allow.
   *
   * @param micros zero, or at least the node's minimum
   */
  public BudgetOutcome setBudget(MemberId member, long micros) {
    YearMonth month = month();
    long minimum = minimumBudgetMicros.applyAsLong(month);
    if (micros < 0 || (micros > 0 && micros < minimum)) {
      return new BudgetOutcome.BelowMinimum(minimum);
    }
    return database.write(
        tx -> {
          Budget before = GivingStore.lock(tx, member);
          Optional<Reservation> reserved = GivingStore.reservation(tx, month, member);
          if (reserved.isPresent() && micros <= reserved.get().micros()) {
            YearMonth next = month.plusMonths(1);
            GivingStore.setBudget(tx, member, with(before, before.in(month), micros, next));
            return new BudgetOutcome.HoldsFrom(next, micros);
          }
          reserved.ifPresent(reservation -> raise(tx, reservation, micros));
          GivingStore.setBudget(tx, member, with(before, micros, null, null));
          return new BudgetOutcome.HoldsNow(micros);
        });
  }

  private static Budget with(
      Budget before, long micros, @Nullable Long next, @Nullable YearMonth nextPeriod) {
    return new Budget(
        micros, next, nextPeriod, before.maximumPerFlattrMicrosOrNull(), before.anonymous());
  }

  /**
   * How a member gives, from this month on if it is not closed.
   *
   * @param maximumMicros the most that one flattr gets, above zero; none for no limit
   * @param anonymous whether creators are not told who gives
   */
  public void setManner(MemberId member, @Nullable Long maximumMicros, boolean anonymous) {
    YearMonth month = month();
    database.execute(
        tx -> {
          Budget before = GivingStore.lock(tx, member);
          GivingStore.setBudget(
              tx,
              member,
              new Budget(
                  before.micros(),
                  before.nextMicrosOrNull(),
                  before.nextPeriodOrNull(),
                  maximumMicros,
                  anonymous));
          GivingStore.setMaximum(tx, month, member, maximumMicros);
        });
  }

  /** What a member has held for the month, and how they give, in one look. */
  Giver giver(Transaction tx, MemberId member, YearMonth month) {
    return GivingStore.giver(tx, member, month);
  }

  /**
   * What a member owes since a deposit of theirs came back, once their free funds have covered what
   * they can of it. While it is above zero they give nothing more.
   */
  long owed(Transaction tx, MemberId member) {
    return receivables.cover(tx, member.value());
  }

  /**
   * How those of some members give who have reserved for a month that is open and owe nothing, each
   * with whether creators are not told who gives. The month stays open until the transaction ends.
   */
  Map<MemberId, Boolean> habits(Transaction tx, YearMonth month, Set<MemberId> members) {
    Map<MemberId, Boolean> habits = GivingStore.habits(tx, month, members);
    List<UUID> reserved = habits.keySet().stream().map(MemberId::value).toList();
    receivables.debtors(tx, reserved).forEach(debtor -> habits.remove(new MemberId(debtor)));
    return habits;
  }

  /** What is reserved for this month; reserves it now when this is the month's first flattr. */
  ReserveOutcome reserve(Transaction tx, MemberId member, YearMonth month) {
    Budget budget = GivingStore.lock(tx, member);
    Optional<Reservation> known = GivingStore.reservation(tx, month, member);
    if (known.isPresent()) {
      return new ReserveOutcome.Reserved(known.get(), false);
    }
    long budgetMicros = budget.in(month);
    long funds = ledger.lock(tx, funds(member)).availableMicros();
    long minimum = minimumBudgetMicros.applyAsLong(month);
    long micros = Math.min(budgetMicros, funds);
    if (micros < minimum) {
      return new ReserveOutcome.NoMeans(budgetMicros, funds, minimum);
    }
    PendingTransfer pending = pending(member, month, micros);
    ledger.book(tx, pending).orThrow();
    Reservation reservation =
        new Reservation(
            month, member, micros, pending.id().value(), budget.maximumPerFlattrMicrosOrNull());
    GivingStore.insert(tx, reservation);
    return new ReserveOutcome.Reserved(reservation, true);
  }

  /** Holds more, in place of what was held. */
  private void raise(Transaction tx, Reservation reservation, long budgetMicros) {
    MemberId member = reservation.member();
    receivables.cover(tx, member.value());
    long funds = ledger.lock(tx, funds(member)).availableMicros();
    long micros = Math.min(budgetMicros, Math.addExact(reservation.micros(), funds));
    if (micros <= reservation.micros()) {
      return;
    }
    PendingTransfer pending = pending(member, reservation.period(), micros);
    TransferId before = new TransferId(reservation.transfer());
    VoidPending release =
        new VoidPending(
            TransferId.of("raise:" + before),
            before,
            voucher(TransferCode.RELEASE, reservation.period()));
    ledger.book(tx, List.of(release, pending)).orThrow();
    GivingStore.raise(tx, reservation, micros, pending.id().value());
  }

  private PendingTransfer pending(MemberId member, YearMonth month, long micros) {
    return new PendingTransfer(
        new Transfer(
            TransferId.of("reserve:" + month + ":" + member + ":" + micros),
            funds(member),
            new Account.Giving(month),
            micros,
            voucher(TransferCode.RESERVE, month)));
  }

  private Voucher voucher(TransferCode code, YearMonth month) {
    return new Voucher(code, "budget of " + month, month, now());
  }

  private static Account funds(MemberId member) {
    return new Account.MemberFunds(member.value());
  }

  private YearMonth month() {
    return YearMonth.from(now().atZone(ZoneOffset.UTC));
  }

  private Instant now() {
    return calendar.instant();
  }
}
