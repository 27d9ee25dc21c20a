package org.farthing.node.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.payout.Payout.State;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What admins do with the payouts that members ask for. Each act is in the audit log, once however
 * often it is said. Thread-safe.
 */
public final class PayoutDecisions {

  private final Database database;
  private final Ledger ledger;
  private final FundsIn funds;
  private final AuditLog audit;
  private final PayoutNews news;
  private final InstantSource calendar;

  public PayoutDecisions(
      Database database,
      Ledger ledger,
      FundsIn funds,
      AuditLog audit,
      PayoutNews news,
      InstantSource calendar) {
    this.database = database;
    this.ledger = ledger;
    this.funds = funds;
    this.audit = audit;
    this.news = news;
    this.calendar = calendar;
  }

  /**
   * An admin is about to pay it. Said again, it changes nothing.
   *
   * @throws Problem {@code unknown_payout}, {@code payout_over}, {@code payouts_frozen}
   */
  public Payout takeOn(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = PayoutStore.lock(tx, id);
          switch (payout.state()) {
            case REQUESTED -> {
              requireNotFrozen(tx, payout);
              PayoutStore.setState(tx, id, State.TAKEN_ON, null, now);
              record(tx, mandate, "payout-take", id, List.of());
            }
            case TAKEN_ON -> {}
            case SENT, UNDONE, REFUSED, RETURNED -> throw over(id);
          }
          return PayoutStore.lock(tx, id);
        });
  }

  /**
   * The bank has sent it. Said again, it changes nothing.
   *
   * @throws Problem {@code unknown_payout}, {@code payout_over}, {@code payouts_frozen}
   */
  public Payout sent(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = PayoutStore.lock(tx, id);
          switch (payout.state()) {
            case REQUESTED, TAKEN_ON -> {
              requireNotFrozen(tx, payout);
              book(tx, PayoutEntries.sent(payout, now), mandate, "payout-sent", id);
              decide(tx, id, State.SENT, null, now);
            }
            case SENT -> {}
            case UNDONE, REFUSED, RETURNED -> throw over(id);
          }
          return PayoutStore.lock(tx, id);
        });
  }

  /**
   * An admin will not pay it so: it is free again. Said again, it changes nothing.
   *
   * @param mandate with the reason, which the member reads
   * @throws Problem {@code unknown_payout}, {@code payout_over}
   */
  public Payout refuse(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = PayoutStore.lock(tx, id);
          switch (payout.state()) {
            case REQUESTED, TAKEN_ON -> {
              book(tx, PayoutEntries.release(payout, now), mandate, "payout-refuse", id);
              funds.freed(tx, payout);
              decide(tx, id, State.REFUSED, mandate.reason(), now);
            }
            case REFUSED -> {}
            case SENT, UNDONE, RETURNED -> throw over(id);
          }
          return PayoutStore.lock(tx, id);
        });
  }

  /**
   * The bank has returned what was sent: it is free again. Said again, it changes nothing.
   *
   * @param mandate with the reason, which the member reads
   * @throws Problem {@code unknown_payout}, {@code payout_not_sent}
   */
  public Payout returned(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          Payout payout = PayoutStore.lock(tx, id);
          switch (payout.state()) {
            case SENT -> {
              book(tx, PayoutEntries.returned(payout, now), mandate, "payout-returned", id);
              funds.freed(tx, payout);
              decide(tx, id, State.RETURNED, mandate.reason(), now);
            }
            case RETURNED -> {}
            case REQUESTED, TAKEN_ON, UNDONE, REFUSED ->
                throw new Problem(
                    409,
                    "payout_not_sent",
                    "This was not sent",
                    "Payout " + id + " was not confirmed as sent, so it cannot have come back.");
          }
          return PayoutStore.lock(tx, id);
        });
  }

  /**
   * Holds a member's payouts until a review is over: none is taken on or sent, those taken on
   * included. They can still be asked for, undone and refused.
   *
   * @return false when they are held already
   */
  public boolean freeze(UUID member, Mandate mandate) {
    PayoutFreeze freeze = new PayoutFreeze(mandate.reason(), calendar.instant());
    return database.write(
        tx -> {
          // Whoever is about to send one of them is waited for, and the next one sees the freeze.
          PayoutStore.lockOpen(tx, member);
          boolean isNew = PayoutFreezeStore.insert(tx, member, freeze);
          if (isNew) {
            audit.record(tx, mandate, "payouts-freeze", "member:" + member, List.of());
          }
          return isNew;
        });
  }

  /**
   * The review is over.
   *
   * @return false when nothing is held
   */
  public boolean unfreeze(UUID member, Mandate mandate) {
    return database.write(
        tx -> {
          boolean was = PayoutFreezeStore.delete(tx, member);
          if (was) {
            audit.record(tx, mandate, "payouts-unfreeze", "member:" + member, List.of());
          }
          return was;
        });
  }

  public Optional<PayoutFreeze> freezeOf(UUID member) {
    return database.read(tx -> PayoutFreezeStore.find(tx, member));
  }

  /** Whose payouts are held. */
  public Set<UUID> frozen() {
    return database.read(PayoutFreezeStore::all);
  }

  private static void requireNotFrozen(Transaction tx, Payout payout) {
    if (PayoutFreezeStore.find(tx, payout.member()).isPresent()) {
      throw new Problem(
          409,
          "payouts_frozen",
          "These payouts are held",
          "The payouts of this member are under review. End the review first, or refuse this one.");
    }
  }

  private void book(Transaction tx, Entry entry, Mandate mandate, String action, long id) {
    ledger.book(tx, entry).orThrow();
    record(tx, mandate, action, id, List.of(entry.id()));
  }

  private void record(
      Transaction tx, Mandate mandate, String action, long id, List<TransferId> booked) {
    audit.record(tx, mandate, action, "payout:" + id, booked);
  }

  private void decide(
      Transaction tx, long id, State state, @Nullable String reasonOrNull, Instant now) {
    PayoutStore.setState(tx, id, state, reasonOrNull, now);
    news.decided(tx, PayoutStore.lock(tx, id));
  }

  private static Problem over(long id) {
    return new Problem(
        409,
        "payout_over",
        "This is over",
        "Payout " + id + " is sent, undone or refused already.");
  }
}
