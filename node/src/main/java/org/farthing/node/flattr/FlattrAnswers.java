package org.farthing.node.flattr;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.DonorSide;
import org.farthing.protocol.settlement.GivenFlattr;
import org.farthing.protocol.settlement.GivenFlattr.Status;

/**
 * The donor's side of flattrs and gifts to other nodes: what their answers change here.
 * Thread-safe.
 */
public final class FlattrAnswers {

  private final LocalIds ids;
  private final PairLogs logs;
  private final GiftAnswers gifts;
  private final Supplier<Things> things;
  private final Tries tries;

  /**
   * Answers change what this node has given.
   *
   * @param things asked for when an answer comes
   */
  public FlattrAnswers(
      LocalIds ids, PairLogs logs, GiftAnswers gifts, Supplier<Things> things, Tries tries) {
    this.ids = ids;
    this.logs = logs;
    this.gifts = gifts;
    this.things = things;
    this.tries = tries;
  }

  /**
   * A creator's node answers. What takes a place in its log is kept in this node's copy, whatever
   * the flattr has come to since.
   *
   * @throws ProtocolException {@code unknown_flattr} when none of ours is meant, {@code
   *     wrong_actor} when it went to another node, and what {@link DonorSide#answered} says
   */
  public void answered(Transaction tx, FlattrAnswer answer, Peer from) {
    FlattrId id =
        FlattrId.of(answer.flattr(), ids.origin()).orElseThrow(FlattrAnswers::unknownFlattr);
    Optional<Given> found = FlattrStore.find(tx, id);
    if (found.isEmpty()) {
      gifts.answered(tx, id, answer, from);
      return;
    }
    Given flattr = found.get();
    requireSentTo(flattr.peer(), from);
    boolean forked =
        LogEntry.of(answer).filter(entry -> !logs.keep(tx, from, entry, answer.id())).isPresent();
    boolean reconciled = !MonthGate.passForAnswers(tx, flattr.period());
    if (forked) {
      return;
    }
    GivenFlattr before = asEngineSeesIt(FlattrStore.lock(tx, id).orElseThrow());
    GivenFlattr after = DonorSide.answered(before, answer, reconciled);
    if (!after.equals(before)) {
      store(tx, id, after.status());
      if (after.status() instanceof Status.Refused(RefusalCode refusal)) {
        refused(tx, flattr, refusal, from);
      }
    }
  }

  private void refused(Transaction tx, Given flattr, RefusalCode refusal, Peer from) {
    tries.refused(tx, flattr, refusal);
    if (refusal == RefusalCode.WITHDRAWN) {
      things.get().withdrawnElsewhere(tx, flattr.thing().id(), from.id());
    }
  }

  /** Whether a flattr that a member here has given stands, as far as this node remembers. */
  public boolean stands(Transaction tx, ActivityId flattr) {
    return FlattrId.of(flattr, ids.origin())
        .flatMap(id -> FlattrStore.find(tx, id))
        .filter(Given::stands)
        .isPresent();
  }

  /**
   * A member here has taken a flattr back, and this node has lost that with a restored backup.
   *
   * @param undo as the creator's node shows it, proven by who gave the flattr
   * @return whether it is taken back now
   */
  public boolean undoneBefore(Transaction tx, Unflattr undo, Peer from) {
    Optional<FlattrId> id = FlattrId.of(undo.flattr().id(), ids.origin());
    Optional<Given> given =
        id.flatMap(it -> FlattrStore.find(tx, it))
            .filter(flattr -> flattr.peer().equals(Optional.of(from.id())));
    if (given.isEmpty()) {
      return false;
    }
    boolean reconciled = !MonthGate.passForAnswers(tx, given.get().period());
    GivenFlattr before = asEngineSeesIt(FlattrStore.lock(tx, id.get()).orElseThrow());
    GivenFlattr after = DonorSide.undoneBefore(before, reconciled);
    if (after.equals(before)) {
      return false;
    }
    store(tx, id.get(), after.status());
    return true;
  }

  private static void store(Transaction tx, FlattrId id, Status status) {
    StoredStatus stored = StoredStatus.of(status);
    FlattrStore.setState(tx, id, stored.state(), stored.codeOrNull(), stored.sequenceOrNull());
  }

  /** Keeps an entry of a peer's log about a flattr that this node cannot make anything of. */
  public void keep(Transaction tx, LogEntry entry, ActivityId answer, Peer from) {
    logs.keep(tx, from, entry, answer);
  }

  /** Whether a flattr or gift is one that a member here has given. */
  public boolean isKnown(Transaction tx, ActivityId flattr) {
    return FlattrId.of(flattr, ids.origin())
        .filter(id -> FlattrStore.find(tx, id).isPresent() || GiftStore.find(tx, id).isPresent())
        .isPresent();
  }

  private GivenFlattr asEngineSeesIt(Given flattr) {
    StoredStatus status =
        new StoredStatus(flattr.state(), flattr.codeOrNull(), flattr.sequenceOrNull());
    return new GivenFlattr(
        flattr.id().activity(ids.origin()),
        Objects.requireNonNull(flattr.digestOrNull()),
        flattr.period(),
        status.toStatus());
  }

  static void requireSentTo(Optional<Integer> peer, Peer from) {
    if (!peer.equals(Optional.of(from.id()))) {
      throw new ProtocolException("wrong_actor", "This flattr did not go to you.");
    }
  }

  static ProtocolException unknownFlattr() {
    return new ProtocolException("unknown_flattr", "This answers no flattr of ours.");
  }
}
