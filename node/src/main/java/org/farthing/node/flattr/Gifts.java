package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.farthing.node.account.MemberId;
import org.farthing.node.identity.Identities;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.peer.PeerMail.Author;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * One-off amounts from members' funds, outside their budgets (product rule 11). The amount is held
 * with the gift's record, in one transaction with what is sent of it; the month's close gives it,
 * {@link MonthOneOffs}, or a refusal frees it, {@link GiftAnswers}. Thread-safe.
 */
public final class Gifts {

  private final Database database;
  private final InstantSource calendar;
  private final CurrencyUnit currency;
  private final Supplier<UUID> newId;
  private final Ledger ledger;
  private final Suspensions suspensions;
  private final Giving giving;
  private final Receiving receiving;
  private final FlattrMessages messages;
  private final Identities identities;

  /**
   * @param newId makes UUIDs of version 7
   */
  public Gifts(
      Database database,
      InstantSource calendar,
      CurrencyUnit currency,
      Supplier<UUID> newId,
      Ledger ledger,
      Suspensions suspensions,
      Giving giving,
      Receiving receiving,
      FlattrMessages messages,
      Identities identities) {
    this.database = database;
    this.calendar = calendar;
    this.currency = currency;
    this.newId = newId;
    this.ledger = ledger;
    this.suspensions = suspensions;
    this.giving = giving;
    this.receiving = receiving;
    this.messages = messages;
    this.identities = identities;
  }

  /**
   * What a donor wishes to give.
   *
   * @param key chosen by the donor's program: the same one gives once only
   * @param anonymousOrNull whether the creator is not told who gives; the donor's habit when null
   */
  public record Wish(String key, Creator to, long micros, @Nullable Boolean anonymousOrNull) {}

  /** Gives an amount in the month that it is now. */
  public GiftOutcome give(MemberId donor, Wish wish) {
    if (wish.micros() < currency.microsPerMinorUnit()) {
      return new GiftOutcome.BelowMinimum(currency.microsPerMinorUnit());
    }
    if (wish.to().is(donor) || identities.isOwn(donor, wish.to().actor().uri())) {
      return new GiftOutcome.FlattrOwner();
    }
    // The donor's key is read before the transaction begins, and only where it is needed.
    @Nullable Author author = wish.to().peer().isPresent() ? messages.author(donor) : null;
    return database.write(tx -> give(tx, donor, wish, author));
  }

  private GiftOutcome give(Transaction tx, MemberId donor, Wish wish, @Nullable Author author) {
    Instant now = MonthGate.passNow(tx, calendar);
    Budget habits = GivingStore.lock(tx, donor);
    Optional<GivenGift> known = GiftStore.byRequest(tx, donor, wish.key());
    if (known.isPresent()) {
      GivenGift gift = known.get();
      return gift.creator().equals(wish.to()) && gift.micros() == wish.micros()
          ? new GiftOutcome.AlreadyRecorded(gift)
          : new GiftOutcome.OtherUnderThisKey(gift);
    }
    if (wish.to().peer().filter(it -> suspensions.isBlocked(tx, it)).isPresent()) {
      return new GiftOutcome.PeerBlocked();
    }
    if (wish.to().peer().flatMap(it -> suspensions.of(tx, it)).isPresent()) {
      return new GiftOutcome.PeerSuspended();
    }
    long owed = giving.owed(tx, donor);
    if (owed > 0) {
      return new GiftOutcome.ReceivableOpen(owed);
    }
    long funds = ledger.lock(tx, funds(donor)).availableMicros();
    if (funds < wish.micros()) {
      return new GiftOutcome.NoMeans(funds);
    }
    @Nullable Boolean asked = wish.anonymousOrNull();
    boolean anonymous = asked == null ? habits.anonymous() : asked;
    GivenGift gift = newGift(tx, donor, wish, anonymous, now);
    if (author != null) {
      gift = gift.sentAs(messages.digest(tx, gift, author));
    }
    hold(tx, gift);
    GiftStore.insert(tx, gift, wish.key());
    if (author != null) {
      messages.send(tx, gift, author);
    }
    return new GiftOutcome.Recorded(gift);
  }

  private GivenGift newGift(
      Transaction tx, MemberId donor, Wish wish, boolean anonymous, Instant now) {
    FlattrId id = new FlattrId(newId.get());
    YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    MemberId member = wish.to().memberOrNull();
    boolean waits = member != null && !receiving.receives(tx, member, month);
    GivenState state = member == null ? GivenState.SENT : GivenState.COUNTED;
    return new GivenGift(
        id,
        month,
        donor,
        wish.to(),
        wish.micros(),
        anonymous,
        waits ? GivenState.UNCLAIMED : state,
        waits ? WaitingCode.NOT_RECEIVING.code() : null,
        now,
        null,
        null,
        hold(id),
        null);
  }

  /**
   * Records a gift that this node has lost since it was sent, with a restored backup, and that its
   * creator's node shows. By whatever key it was asked for, it is known by its id from now on.
   *
   * @return false when its month is split by now, or its donor has not the means
   */
  boolean recordAgain(Transaction tx, GivenGift gift) {
    if (GiftStore.find(tx, gift.id()).isPresent()) {
      return true;
    }
    if (!MonthGate.passForAnswers(tx, gift.period())
        || ledger.lock(tx, funds(gift.donor())).availableMicros() < gift.micros()) {
      return false;
    }
    hold(tx, gift);
    GiftStore.insert(tx, gift, gift.id().toString());
    return true;
  }

  private void hold(Transaction tx, GivenGift gift) {
    ledger
        .book(
            tx,
            new PendingTransfer(
                new Transfer(
                    new TransferId(gift.transfer()),
                    funds(gift.donor()),
                    new Account.Giving(gift.period()),
                    gift.micros(),
                    new Voucher(
                        TransferCode.RESERVE,
                        "gift of " + gift.period(),
                        gift.period(),
                        gift.recordedAt()))))
        .orThrow();
  }

  /** What a donor gave in a month beside the budget, in the order in which it was recorded. */
  public List<GivenGift> of(MemberId donor, YearMonth month) {
    return database.read(tx -> GiftStore.of(tx, donor, month));
  }

  /** What a donor gave beside the budget in months before one, the newest first. */
  public List<GivenGift> before(MemberId donor, YearMonth month, int skipped, int most) {
    return database.read(tx -> GiftStore.before(tx, donor, month, skipped, most));
  }

  public Optional<GivenGift> find(FlattrId id) {
    return database.read(tx -> GiftStore.find(tx, id));
  }

  /** Id of the transfer that holds a gift's amount. */
  static UUID hold(FlattrId id) {
    return TransferId.of("gift:" + id).value();
  }

  private static Account funds(MemberId member) {
    return new Account.MemberFunds(member.value());
  }
}
