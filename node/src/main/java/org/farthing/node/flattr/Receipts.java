package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ReceiptLogStore.OwnLog;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.farthing.protocol.settlement.TreeState;

/**
 * What this node answers to flattrs from elsewhere, and the logs of that which it writes, one for
 * each peer and month. Thread-safe.
 */
public final class Receipts {

  private static final int ANSWER_KEY_BYTES = 16;

  private final InstantSource calendar;
  private final LocalIds ids;
  private final Function<YearMonth, String> policyDigest;
  private final PairLogs logs;
  private final LogGuard guard;
  private final PeerMail mail;

  /**
   * @param policyDigest of this node's policy in a month, which receipts name
   */
  public Receipts(
      InstantSource calendar,
      LocalIds ids,
      Function<YearMonth, String> policyDigest,
      PairLogs logs,
      LogGuard guard,
      PeerMail mail) {
    this.calendar = calendar;
    this.ids = ids;
    this.policyDigest = policyDigest;
    this.logs = logs;
    this.guard = guard;
    this.mail = mail;
  }

  /** Locks the log of a peer and month until the transaction ends. */
  OpenLog open(Transaction tx, YearMonth period, Peer peer) {
    OwnLog log = ReceiptLogStore.lock(tx, period, peer.id());
    return new OpenLog(this, tx, new LogKey(period, peer.id(), true), peer, log);
  }

  boolean mayWrite(OwnLog log, YearMonth period, Peer peer) {
    return guard.mayWrite(peer, period, log.askedInOrNull());
  }

  /**
   * Writes entries in a log, in places that are free.
   *
   * @param last the last sequence taken then, with none free before it
   */
  void write(Transaction tx, LogKey log, List<LogEntry> entries, long last) {
    logs.append(
        tx, log, entries.stream().map(it -> new PairLogs.Answered(it, answerId(it))).toList());
    ReceiptLogStore.setLast(tx, log.period(), log.peer(), last, calendar.instant());
  }

  /** The last sequence that is taken without one being free before it. */
  long upTo(Transaction tx, LogKey key, long taken, long restoredTo) {
    long last = taken;
    while (last < restoredTo && logs.find(tx, key, last + 1).isPresent()) {
      last++;
    }
    return last;
  }

  /**
   * Takes an entry back in that this node has signed and lost.
   *
   * @return false when another stands there: this node has signed both
   */
  boolean restore(Transaction tx, LogEntry entry, Peer peer) {
    OwnLog log = ReceiptLogStore.lock(tx, entry.period(), peer.id());
    LogKey key = new LogKey(entry.period(), peer.id(), true);
    if (!logs.append(tx, key, entry, answerId(entry))) {
      return logs.find(tx, key, entry.sequence()).filter(entry::equals).isPresent();
    }
    ReceiptLogStore.setRestored(tx, entry.period(), peer.id(), entry.sequence());
    if (entry.sequence() == log.last() + 1) {
      long last = upTo(tx, key, entry.sequence(), Math.max(log.restoredTo(), entry.sequence()));
      ReceiptLogStore.setLast(tx, entry.period(), peer.id(), last, calendar.instant());
    }
    return true;
  }

  /** What stands in the log of what a flattr has come to, if that takes a place. */
  static Optional<LogEntry> entry(ReceivedFlattr flattr) {
    return switch (flattr.status()) {
      case Status.Counted it ->
          Optional.of(
              new LogEntry(
                  it.sequence(),
                  LogEntry.Kind.RECEIPT,
                  flattr.id(),
                  Objects.requireNonNull(flattr.digestOrNull()),
                  flattr.period()));
      case Status.Undone it when it.sequence() > 0 ->
          Optional.of(
              new LogEntry(it.sequence(), LogEntry.Kind.UNDO, flattr.id(), null, flattr.period()));
      case Status.Undone _, Status.Waiting _, Status.Refused _ -> Optional.empty();
    };
  }

  /** Tells the donors' node what steps say, those that say something. */
  void send(Transaction tx, List<CreatorSide.Step> steps, Peer to) {
    List<FlattrAnswer> answers =
        steps.stream()
            .flatMap(step -> step.answer().map(it -> message(step.flattr(), it)).stream())
            .toList();
    if (!answers.isEmpty()) {
      mail.send(tx, answers, to);
    }
  }

  private FlattrAnswer message(ReceivedFlattr flattr, CreatorSide.Answer answer) {
    ActivityId of = flattr.id();
    ActorId us = ids.node();
    var now = calendar.instant();
    return switch (answer) {
      case CreatorSide.Answer.Receipt it ->
          new FlattrAnswer.Receipt(
              answerId(of, "receipt"),
              us,
              of,
              Objects.requireNonNull(flattr.digestOrNull()),
              flattr.period(),
              it.sequence(),
              policyDigest.apply(flattr.period()),
              now);
      case CreatorSide.Answer.Waiting it ->
          new FlattrAnswer.Waiting(
              answerId(of, "waiting/" + it.code().code()), us, of, it.code(), now);
      case CreatorSide.Answer.Refusal it ->
          new FlattrAnswer.Refusal(answerId(of, "refusal"), us, of, it.code(), now);
      case CreatorSide.Answer.UndoReceipt it ->
          new FlattrAnswer.UndoReceipt(
              answerId(of, "undo"), us, of, flattr.period(), it.sequence(), now);
    };
  }

  /** The answer that was given to a flattr or gift last, for whoever looks into it. */
  Evidence evidence(ReceivedFlattr flattr) {
    ActivityId of = flattr.id();
    return switch (flattr.status()) {
      case Status.Counted it -> new Evidence(answerId(of, "receipt"), it.sequence());
      case Status.Undone it -> new Evidence(answerId(of, "undo"), it.sequence());
      case Status.Waiting it -> new Evidence(answerId(of, "waiting/" + it.code().code()));
      case Status.Refused _ -> new Evidence(answerId(of, "refusal"));
    };
  }

  /** The checkpoint over all of the log of a peer and month, which is locked. */
  FlattrCheckpoint checkpoint(Transaction tx, YearMonth period, Peer peer) {
    long last = ReceiptLogStore.lock(tx, period, peer.id()).last();
    TreeState tree = logs.grow(tx, new LogKey(period, peer.id(), true), last);
    String root = new MerkleTree(tree).root().toString();
    return new FlattrCheckpoint(period, peer.actor(), ids.node(), tree.size(), root);
  }

  private ActivityId answerId(LogEntry entry) {
    return answerId(
        entry.flattr(),
        switch (entry.kind()) {
          case RECEIPT -> "receipt";
          case UNDO -> "undo";
        });
  }

  /** The same answer to the same flattr has the same id, so that a repetition sends nothing new. */
  private ActivityId answerId(ActivityId flattr, String kind) {
    String key = HexFormat.of().formatHex(ReceivedStore.hash(flattr), 0, ANSWER_KEY_BYTES);
    return new ActivityId(ids.origin().resolve("/answers/" + key + "/" + kind));
  }
}
