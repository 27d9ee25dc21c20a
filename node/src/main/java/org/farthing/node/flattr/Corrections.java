package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.MemberId;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityId;
import org.jspecify.annotations.Nullable;

/**
 * Makes up, in the month that it is now, for what a statement of ours has left out of an earlier
 * one. It takes what went back to the donor, and no more: nobody gives more than they set aside.
 * Thread-safe.
 */
public final class Corrections {

  private final Ledger ledger;
  private final InstantSource calendar;

  public Corrections(Ledger ledger, InstantSource calendar) {
    this.ledger = ledger;
    this.calendar = calendar;
  }

  /**
   * What is held to make up for something.
   *
   * @param transfer the pending transfer that holds it
   */
  public record Held(long micros, YearMonth period, TransferId transfer) {}

  private record Owed(
      MemberId donor, Creator creator, YearMonth period, boolean anonymous, long micros) {}

  /**
   * Holds it of the donor's free funds until the month is split.
   *
   * @param statement ours that it is missing in
   * @param returnedMicros of a line that was left out of an agreement, what went back of it; empty
   *     when there was no line
   * @throws Problem {@code unknown_flattr}, {@code wrong_peer}, {@code already_corrected}, {@code
   *     nothing_returned} when no part of it went back to the donor, {@code no_means} when the
   *     donor's funds do not hold it now
   */
  public Held makeUp(
      Transaction tx,
      FlattrId flattr,
      int peer,
      ActivityId statement,
      OptionalLong returnedMicros) {
    Instant now = MonthGate.passNow(tx, calendar);
    YearMonth period = YearMonth.from(now.atZone(ZoneOffset.UTC));
    Owed owed = owed(tx, flattr, returnedMicros);
    if (!owed.creator().peer().equals(Optional.of(peer))) {
      throw refused("wrong_peer", "It was not given to that node.");
    }
    if (CorrectionStore.exists(tx, flattr)) {
      throw refused("already_corrected", "It is made up for already.");
    }
    if (owed.micros() <= 0) {
      throw refused(
          "nothing_returned", "Nothing of it went back to its donor: there is nothing to give.");
    }
    Account funds = new Account.MemberFunds(owed.donor().value());
    if (ledger.lock(tx, funds).availableMicros() < owed.micros()) {
      throw refused("no_means", "Its donor's free funds do not hold it now.");
    }
    TransferId transfer = TransferId.of("correct:" + flattr);
    ledger
        .book(
            tx,
            new PendingTransfer(
                new Transfer(
                    transfer,
                    funds,
                    new Account.Giving(period),
                    owed.micros(),
                    new Voucher(
                        TransferCode.RESERVE, "correction of " + owed.period(), period, now))))
        .orThrow();
    OneOff correction =
        new OneOff(
            flattr, owed.donor(), owed.creator().id(), owed.anonymous(), owed.micros(), statement);
    CorrectionStore.insert(tx, correction, period, owed.period(), transfer.value());
    return new Held(owed.micros(), period, transfer);
  }

  private static Owed owed(Transaction tx, FlattrId id, OptionalLong returnedMicros) {
    Optional<GivenGift> gift = GiftStore.lock(tx, id);
    if (gift.isPresent()) {
      GivenGift it = gift.get();
      long given = Objects.requireNonNullElse(it.givenMicrosOrNull(), it.micros());
      long micros = returnedMicros.orElse(it.micros() - given);
      return new Owed(it.donor(), it.creator(), it.period(), it.anonymous(), micros);
    }
    Given flattr =
        FlattrStore.lock(tx, id)
            .filter(it -> it.creatorOrNull() != null)
            .orElseThrow(() -> refused("unknown_flattr", "No member here gave that."));
    long micros = returnedMicros.orElseGet(() -> missedShare(tx, flattr));
    return new Owed(
        flattr.donor(),
        flattr.creator().orElseThrow(),
        flattr.period(),
        flattr.anonymous(),
        micros);
  }

  /** What one more flattr would have had, as far as that went back to the donor (rule 6). */
  private static long missedShare(Transaction tx, Given flattr) {
    return GivingStore.resolved(tx, flattr.period(), flattr.donor())
        .map(it -> Math.min(share(it), it.reservation().micros() - it.givenMicros()))
        .orElse(0L);
  }

  private static long share(GivingStore.Resolved resolved) {
    long equal = resolved.reservation().micros() / (resolved.counted() + 1L);
    @Nullable Long most = resolved.reservation().maximumPerFlattrMicrosOrNull();
    return most == null ? equal : Math.min(equal, most);
  }

  private static Problem refused(String code, String detail) {
    return new Problem(409, code, "It cannot be made up for", detail);
  }
}
