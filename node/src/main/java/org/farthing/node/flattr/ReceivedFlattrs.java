package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ReceivedStore.Kept;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.CreatorSide.Standing;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.farthing.protocol.settlement.StatementCheck.Receipted;

/**
 * The creator's side of flattrs from other nodes: counted, waiting or refused, and answered, in the
 * transaction that handles the message. Thread-safe.
 *
 * <p>The log of receipts of a peer and month is locked while one of its flattrs is decided on.
 */
public final class ReceivedFlattrs {

  private static final int ANSWER_KEY_BYTES = 16;

  private final InstantSource calendar;
  private final LocalIds ids;
  private final Function<YearMonth, CreatorSide> rulesOf;
  private final Function<YearMonth, String> policyDigest;
  private final Receiving receiving;
  private final Peers peers;
  private final PeerMail mail;

  /**
   * @param rulesOf what holds in a month
   * @param policyDigest of this node's policy in a month, which receipts name
   */
  public ReceivedFlattrs(
      InstantSource calendar,
      LocalIds ids,
      Function<YearMonth, CreatorSide> rulesOf,
      Function<YearMonth, String> policyDigest,
      Receiving receiving,
      Peers peers,
      PeerMail mail) {
    this.calendar = calendar;
    this.ids = ids;
    this.rulesOf = rulesOf;
    this.policyDigest = policyDigest;
    this.receiving = receiving;
    this.peers = peers;
    this.mail = mail;
  }

  /** A donor of another node flattrs something of a member here. */
  public void arrived(Transaction tx, Flattr flattr, String digest, Peer from) {
    boolean open = MonthGate.pass(tx, flattr.period());
    Optional<Creator> creator =
        ThingStore.creator(tx, flattr.creator()).filter(it -> it.member().isPresent());
    Optional<Thing> thing = ThingStore.find(tx, flattr.thing().toString());
    Standing standing = standing(tx, creator, thing, flattr.period());
    long last = ReceivedStore.lockLog(tx, flattr.period(), from.id());
    Optional<Kept> known = ReceivedStore.find(tx, flattr.id());
    CreatorSide.Step step =
        rulesOf
            .apply(flattr.period())
            .arrived(
                known.map(Kept::flattr),
                flattr,
                digest,
                standing,
                last + 1,
                open ? calendar.instant() : Instant.MAX);
    if (known.isEmpty()) {
      Kept kept = new Kept(step.flattr(), from.id(), creator.map(Creator::id).orElse(null));
      ReceivedStore.store(tx, kept, thing.map(Thing::id).orElse(null), calendar.instant());
      advanceLog(tx, kept, last);
    }
    answer(tx, step, from);
  }

  /** A donor of another node takes a flattr back, perhaps before it came. */
  public void undone(Transaction tx, Unflattr undo, Peer from) {
    Flattr flattr = undo.flattr();
    boolean open = MonthGate.pass(tx, flattr.period());
    long last = ReceivedStore.lockLog(tx, flattr.period(), from.id());
    Optional<Kept> known = ReceivedStore.find(tx, flattr.id());
    CreatorSide.Step step =
        rulesOf
            .apply(flattr.period())
            .undone(
                known.map(Kept::flattr), flattr, last + 1, open ? calendar.instant() : Instant.MAX);
    if (known.isEmpty()) {
      ReceivedStore.store(tx, new Kept(step.flattr(), from.id(), null), null, calendar.instant());
    } else {
      changed(tx, known.get(), step.flattr(), last);
    }
    answer(tx, step, from);
  }

  /** A member here gives from now on in this month: what waited for that is counted. */
  void countWaitingFor(Transaction tx, MemberId member, YearMonth period) {
    Optional<Creator> creator = ThingStore.creator(tx, member);
    if (creator.isEmpty()) {
      return;
    }
    long id = creator.get().id();
    FlattrStore.countWaitingFor(tx, id, period);
    for (int peer : ReceivedStore.peersWaiting(tx, period, id)) {
      Peer from = peers.get(tx, peer);
      long last = ReceivedStore.lockLog(tx, period, peer);
      for (Kept waiting : ReceivedStore.waiting(tx, period, id, peer)) {
        CreatorSide.Step step =
            rulesOf
                .apply(period)
                .reconsidered(waiting.flattr(), Standing.RECEIVING, last + 1, calendar.instant());
        last = changed(tx, waiting, step.flattr(), last);
        answer(tx, step, from);
      }
    }
  }

  /** How many flattrs of each peer's donors count in a month. */
  public Map<Integer, Integer> countedByPeer(Transaction tx, YearMonth period) {
    return ReceivedStore.countedByPeer(tx, period);
  }

  /** What counts of a peer's donors in a month, in ascending order of ids. */
  public List<Receipted> counted(Transaction tx, YearMonth period, int peer) {
    List<Receipted> counted = new ArrayList<>();
    ReceivedStore.counted(tx, period, peer, counted::add);
    return counted;
  }

  private Standing standing(
      Transaction tx, Optional<Creator> creator, Optional<Thing> thing, YearMonth period) {
    boolean known =
        creator.isPresent()
            && thing.flatMap(Thing::creator).filter(creator.get()::equals).isPresent();
    if (!known) {
      return Standing.UNKNOWN;
    }
    MemberId member = creator.get().member().orElseThrow();
    return receiving.receives(tx, member, period) ? Standing.RECEIVING : Standing.NOT_RECEIVING;
  }

  /**
   * @return the last sequence taken now
   */
  private static long changed(Transaction tx, Kept before, ReceivedFlattr after, long last) {
    if (after.equals(before.flattr())) {
      return last;
    }
    ReceivedStore.update(tx, after);
    return advanceLog(tx, new Kept(after, before.peer(), before.creatorIdOrNull()), last);
  }

  private static long advanceLog(Transaction tx, Kept kept, long last) {
    long sequence =
        switch (kept.flattr().status()) {
          case Status.Counted counted -> counted.sequence();
          case Status.Undone undone -> undone.sequence();
          case Status.Waiting _, Status.Refused _ -> 0;
        };
    if (sequence <= last) {
      return last;
    }
    ReceivedStore.setLast(tx, kept.flattr().period(), kept.peer(), sequence);
    return sequence;
  }

  private void answer(Transaction tx, CreatorSide.Step step, Peer to) {
    step.answer()
        .map(answer -> message(step.flattr(), answer))
        .ifPresent(message -> mail.send(tx, message, to));
  }

  private FlattrAnswer message(ReceivedFlattr flattr, CreatorSide.Answer answer) {
    ActivityId of = flattr.id();
    ActorId us = ids.node();
    Instant now = calendar.instant();
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

  /** The same answer to the same flattr has the same id, so that a repetition sends nothing new. */
  private ActivityId answerId(ActivityId flattr, String kind) {
    String key = HexFormat.of().formatHex(ReceivedStore.hash(flattr), 0, ANSWER_KEY_BYTES);
    return new ActivityId(ids.origin().resolve("/answers/" + key + "/" + kind));
  }
}
