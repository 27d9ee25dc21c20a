package org.farthing.node.flattr;

import java.time.InstantSource;
import java.util.List;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.VoidPending;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.settlement.DonorSide;
import org.farthing.protocol.settlement.GivenFlattr;

/** What the answers of creators' nodes change in gifts of members here. Thread-safe. */
public final class GiftAnswers {

  private final PairLogs logs;
  private final Ledger ledger;
  private final InstantSource calendar;

  public GiftAnswers(PairLogs logs, Ledger ledger, InstantSource calendar) {
    this.logs = logs;
    this.ledger = ledger;
    this.calendar = calendar;
  }

  /**
   * A creator's node answers. What it refuses is free again at once.
   *
   * @throws ProtocolException {@code unknown_flattr} when none of ours is meant, {@code
   *     wrong_actor} when it went to another node, and what {@link DonorSide#answered} says
   */
  void answered(Transaction tx, FlattrId id, FlattrAnswer answer, Peer from) {
    GivenGift gift = GiftStore.find(tx, id).orElseThrow(FlattrAnswers::unknownFlattr);
    FlattrAnswers.requireSentTo(gift.peer(), from);
    boolean forked =
        LogEntry.of(answer).filter(entry -> !logs.keep(tx, from, entry, answer.id())).isPresent();
    boolean reconciled = !MonthGate.passForAnswers(tx, gift.period());
    if (forked) {
      return;
    }
    GivenGift locked = GiftStore.lock(tx, id).orElseThrow();
    GivenFlattr before = asEngineSeesIt(locked, answer.flattr());
    GivenFlattr after = DonorSide.answered(before, answer, reconciled);
    if (after.equals(before)) {
      return;
    }
    StoredStatus stored = StoredStatus.of(after.status());
    GiftStore.setState(tx, id, stored.state(), stored.codeOrNull(), stored.sequenceOrNull());
    if (stored.state() == GivenState.REFUSED) {
      release(tx, locked);
    }
  }

  private static GivenFlattr asEngineSeesIt(GivenGift gift, ActivityId id) {
    String digest = gift.digestOrNull();
    if (digest == null) {
      throw new IllegalStateException("Gift " + gift.id() + " was sent, and has no digest.");
    }
    StoredStatus status = new StoredStatus(gift.state(), gift.codeOrNull(), gift.sequenceOrNull());
    return new GivenFlattr(id, digest, gift.period(), status.toStatus());
  }

  private void release(Transaction tx, GivenGift gift) {
    Voucher voucher =
        new Voucher(
            TransferCode.RELEASE, "gift of " + gift.period(), gift.period(), calendar.instant());
    ledger
        .book(
            tx,
            new VoidPending(
                MonthOneOffs.resolution(gift), new TransferId(gift.transfer()), voucher))
        .orThrow();
    GiftStore.resolve(tx, List.of(gift), List.of());
  }
}
