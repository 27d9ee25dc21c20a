package org.farthing.protocol.simulation;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.CreditorBooks;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.StatementCheck;
import org.farthing.protocol.simulation.Scenario.Member;
import org.farthing.protocol.simulation.Tables.CloseStage;
import org.farthing.protocol.simulation.Tables.Kept;
import org.farthing.protocol.simulation.Tables.OwnLog;

/**
 * A node's part in what its members receive of other nodes' donors: {@code ReceivedFlattrs} and
 * {@code Receipts} in small.
 */
final class CreatorDesk {

  static final String POLICY = "b".repeat(64);

  private final int us;
  private final Scenario scenario;
  private final Tables tables;
  private final Post post;
  private final CreatorSide creatorSide;
  private final BiPredicate<YearMonth, Integer> mayWrite;

  /**
   * @param mayWrite whether nothing that this node has signed for a peer in a month can be lost
   */
  CreatorDesk(
      int us,
      Scenario scenario,
      Tables tables,
      Post post,
      BiPredicate<YearMonth, Integer> mayWrite) {
    this.us = us;
    this.scenario = scenario;
    this.tables = tables;
    this.post = post;
    this.creatorSide = new CreatorSide(CurrencyUnit.EUR, scenario.calendar());
    this.mayWrite = mayWrite;
  }

  void arrived(Donation flattr, String digest, int from, Instant now) {
    YearMonth period = flattr.period();
    Optional<Kept> known = tables.received.find(flattr.id().toString());
    CreatorSide.Step step =
        creatorSide.arrived(
            known.map(Kept::flattr),
            flattr,
            digest,
            standing(flattr),
            log(period, from).last() + 1,
            isOpen(period) ? now : Instant.MAX);
    if (known.isEmpty()) {
      requireWritable(period, from);
      store(new Kept(step.flattr(), from, flattr));
    }
    answer(step, from, now);
  }

  void undone(Unflattr undo, int from, Instant now) {
    Flattr flattr = undo.flattr();
    Optional<Kept> known = tables.received.find(flattr.id().toString());
    OwnLog log = log(flattr.period(), from);
    CreatorSide.Step step =
        creatorSide.undone(known.map(Kept::flattr), undo, log.last() + 1, log.agreed());
    if (!known.map(Kept::flattr).equals(Optional.of(step.flattr()))) {
      requireWritable(flattr.period(), from);
      store(
          known.map(kept -> kept.with(step.flattr())).orElse(new Kept(step.flattr(), from, null)));
    }
    answer(step, from, now);
  }

  /** What a peer's own log shows as this node's answer to it. */
  List<FlattrAnswer> shown(YearMonth period, int peer, Instant now) {
    return tables.ownEntries.under(Tables.key(period, peer) + "/").values().stream()
        .map(
            entry ->
                switch (entry.kind()) {
                  case RECEIPT ->
                      receipt(
                          entry.flattr(),
                          String.valueOf(entry.digestOrNull()),
                          period,
                          entry.sequence(),
                          now);
                  case UNDO -> undoReceipt(entry.flattr(), period, entry.sequence(), now);
                })
        .toList();
  }

  /** What counts here of a peer's donors, by flattr in ascending order. */
  List<Kept> counted(YearMonth period, int peer) {
    return tables.received.all().stream()
        .filter(kept -> kept.from() == peer && kept.flattr().period().equals(period))
        .filter(kept -> kept.flattr().status() instanceof ReceivedFlattr.Status.Counted)
        .toList();
  }

  /** What this node holds a receipt of, as the engine compares it with a line. */
  StatementCheck.Receipted receipted(Kept kept) {
    Donation message = Objects.requireNonNull(kept.messageOrNull());
    long micros = message instanceof Gift gift ? gift.amount().micros() : 0;
    return new StatementCheck.Receipted(message.id(), message.creator(), micros);
  }

  /**
   * What this node knows of single lines beside what it has receipted.
   *
   * @param disputedBefore what the lost answer to the statement disputed
   */
  CreditorBooks books(
      YearMonth period, int peer, Optional<List<Dispute>> disputedBefore, Instant now) {
    return new CreditorBooks() {

      @Override
      public Optional<List<Dispute>> disputedBefore() {
        return disputedBefore;
      }

      @Override
      public boolean isHeld(StatementLine line) {
        return CreatorDesk.this.isHeld(line.flattr(), now);
      }

      @Override
      public Optional<Answered> answered(ActivityId flattr) {
        return tables
            .received
            .find(flattr.toString())
            .filter(kept -> kept.from() == peer && kept.flattr().period().equals(period))
            .map(kept -> new Answered(kept.flattr().status(), evidence(kept.flattr())));
      }
    };
  }

  private Evidence evidence(ReceivedFlattr flattr) {
    ActivityId of = flattr.id();
    return switch (flattr.status()) {
      case ReceivedFlattr.Status.Counted it -> new Evidence(answerId(of, "receipt"), it.sequence());
      case ReceivedFlattr.Status.Undone it -> new Evidence(answerId(of, "undo"), it.sequence());
      case ReceivedFlattr.Status.Waiting it ->
          new Evidence(answerId(of, "waiting/" + it.code().code()));
      case ReceivedFlattr.Status.Refused _ -> new Evidence(answerId(of, "refusal"));
    };
  }

  /** Whether an admin of this node looks into something as fraud. */
  boolean isHeld(ActivityId flattr, Instant now) {
    String path = flattr.uri().getPath();
    int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    return scenario.click(number).isHeld(now);
  }

  /** How the log of what a peer's donors gave stands. */
  FlattrCheckpoint checkpoint(YearMonth period, int peer) {
    MerkleTree tree = new MerkleTree();
    long last = log(period, peer).last();
    for (long sequence = 1; sequence <= last; sequence++) {
      tree.add(
          tables
              .ownEntries
              .find(Tables.key(period, peer, sequence))
              .orElseThrow()
              .canonicalBytes());
    }
    ActorId debtor = scenario.nodes().get(peer).actor();
    return new FlattrCheckpoint(period, debtor, node(), last, tree.root().toString());
  }

  OwnLog log(YearMonth period, int peer) {
    return tables.ownLogs.find(Tables.key(period, peer)).orElse(OwnLog.EMPTY);
  }

  /** Their statement of what counts is agreed to: nothing of it is undone any more. */
  void agreed(YearMonth period, int peer) {
    tables.ownLogs.put(Tables.key(period, peer), new OwnLog(log(period, peer).last(), true));
  }

  private CreatorSide.Standing standing(Donation donation) {
    int creator =
        scenario.members().stream().map(Member::actor).toList().indexOf(donation.creator());
    boolean unclaimed = donation instanceof Flattr flattr && isUnclaimed(flattr.thing().toString());
    if (creator < 0 || unclaimed) {
      return CreatorSide.Standing.UNKNOWN;
    }
    return receives(creator, donation.period())
        ? CreatorSide.Standing.RECEIVING
        : CreatorSide.Standing.NOT_RECEIVING;
  }

  private void requireWritable(YearMonth period, int peer) {
    if (!mayWrite.test(period, peer)) {
      throw ProtocolException.early("not_yet", "The log may have been longer.");
    }
  }

  /**
   * Takes an answer in again that this node has signed and lost.
   *
   * @param like the flattr or gift as the peer keeps it
   */
  void restored(LogEntry entry, Donation like, int peer) {
    String key = Tables.key(entry.period(), peer, entry.sequence());
    if (tables.ownEntries.has(key)) {
      return;
    }
    Optional<Kept> known = tables.received.find(entry.flattr().toString());
    ReceivedFlattr flattr = CreatorSide.restored(known.map(Kept::flattr), entry);
    tables.ownEntries.put(key, entry);
    tables.received.put(entry.flattr().toString(), new Kept(flattr, peer, like));
    OwnLog log = log(entry.period(), peer);
    tables.ownLogs.put(
        Tables.key(entry.period(), peer), new OwnLog(entry.sequence(), log.agreed()));
  }

  /** Stores a flattr, and writes in the log what it takes a place in. */
  private void store(Kept kept) {
    ReceivedFlattr flattr = kept.flattr();
    tables.received.put(flattr.id().toString(), kept);
    YearMonth period = flattr.period();
    OwnLog log = log(period, kept.from());
    entry(flattr)
        .filter(entry -> entry.sequence() > log.last())
        .ifPresent(
            entry -> {
              tables.ownEntries.put(Tables.key(period, kept.from(), entry.sequence()), entry);
              tables.ownLogs.put(
                  Tables.key(period, kept.from()), new OwnLog(entry.sequence(), log.agreed()));
            });
  }

  private static Optional<LogEntry> entry(ReceivedFlattr flattr) {
    return switch (flattr.status()) {
      case ReceivedFlattr.Status.Counted it ->
          Optional.of(
              new LogEntry(
                  it.sequence(),
                  LogEntry.Kind.RECEIPT,
                  flattr.id(),
                  flattr.digestOrNull(),
                  flattr.period()));
      case ReceivedFlattr.Status.Undone it when it.sequence() > 0 ->
          Optional.of(
              new LogEntry(it.sequence(), LogEntry.Kind.UNDO, flattr.id(), null, flattr.period()));
      case ReceivedFlattr.Status.Undone _,
          ReceivedFlattr.Status.Waiting _,
          ReceivedFlattr.Status.Refused _ ->
          Optional.empty();
    };
  }

  private void answer(CreatorSide.Step step, int to, Instant now) {
    ReceivedFlattr flattr = step.flattr();
    step.answer()
        .map(answer -> message(flattr, answer, now))
        .ifPresent(message -> post.send(message, to, flattr.period()));
  }

  private FlattrAnswer message(ReceivedFlattr flattr, CreatorSide.Answer answer, Instant now) {
    ActivityId of = flattr.id();
    return switch (answer) {
      case CreatorSide.Answer.Receipt it ->
          receipt(of, String.valueOf(flattr.digestOrNull()), flattr.period(), it.sequence(), now);
      case CreatorSide.Answer.Waiting it ->
          new FlattrAnswer.Waiting(
              answerId(of, "waiting/" + it.code().code()), node(), of, it.code(), now);
      case CreatorSide.Answer.Refusal it ->
          new FlattrAnswer.Refusal(answerId(of, "refusal"), node(), of, it.code(), now);
      case CreatorSide.Answer.UndoReceipt it ->
          undoReceipt(of, flattr.period(), it.sequence(), now);
    };
  }

  private FlattrAnswer receipt(
      ActivityId of, String digest, YearMonth period, long sequence, Instant now) {
    return new FlattrAnswer.Receipt(
        answerId(of, "receipt"), node(), of, digest, period, sequence, POLICY, now);
  }

  private FlattrAnswer undoReceipt(ActivityId of, YearMonth period, long sequence, Instant now) {
    return new FlattrAnswer.UndoReceipt(answerId(of, "undo"), node(), of, period, sequence, now);
  }

  private ActivityId answerId(ActivityId flattr, String kind) {
    String key = flattr.origin().host() + flattr.uri().getPath();
    return new ActivityId(node().origin().resolve("/answers/" + key + "/" + kind));
  }

  static boolean isUnclaimed(String thing) {
    return thing.startsWith("https://blog.example/unclaimed/");
  }

  /** A member here gives from now on: what waited for that counts. */
  void countWaitingFor(int creator, YearMonth period, Instant now) {
    ActorId actor = scenario.members().get(creator).actor();
    for (Kept kept : List.copyOf(tables.received.all())) {
      Donation message = kept.messageOrNull();
      if (message != null
          && message.creator().equals(actor)
          && message.period().equals(period)
          && mayWrite.test(period, kept.from())) {
        long next = log(period, kept.from()).last() + 1;
        CreatorSide.Step step =
            creatorSide.reconsidered(kept.flattr(), standing(message), next, now);
        if (!step.flattr().equals(kept.flattr())) {
          store(kept.with(step.flattr()));
        }
        answer(step, kept.from(), now);
      }
    }
  }

  boolean receives(int member, YearMonth period) {
    return !scenario.nodes().get(us).giveToGet()
        || tables.reservations.has(Tables.key(period, member));
  }

  private boolean isOpen(YearMonth period) {
    return tables.stages.find(period.toString()).orElse(CloseStage.OPEN) == CloseStage.OPEN;
  }

  private ActorId node() {
    return scenario.nodes().get(us).actor();
  }
}
