package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.Fee;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.simulation.Scenario.Click;
import org.farthing.protocol.simulation.Tables.Due;
import org.farthing.protocol.simulation.Tables.Incoming;
import org.farthing.protocol.simulation.Tables.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * A node: what it has committed survives its crashes, and nothing else. All that it does is done in
 * transactions, each of which a crash may come before or after.
 */
final class PlayedNode {

  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofHours(3);

  final int index;
  final Tables tables = new Tables();
  final Books books;
  final DonorDesk flattrs;
  final CreatorDesk creators;
  final SettlementDesk settlement;
  final Post post;
  final MonthDesk months;
  final Recovery recovery;

  private final Scenario scenario;
  private final World world;
  private final Faults faults;
  private final Duration skew;
  private final int[] knownKeys;
  private final Map<String, Integer> attempts = new HashMap<>();
  private Instant downUntil = Instant.MIN;
  private final @Nullable Hostility hostility;
  private final Closing closing;
  private final Map<String, Instant> putOff = new HashMap<>();
  private boolean waking;

  PlayedNode(int index, Scenario scenario, World world, Faults faults, Rail rail) {
    this.index = index;
    this.scenario = scenario;
    this.world = world;
    this.faults = faults;
    Scenario.NodeTerms terms = scenario.nodes().get(index);
    boolean skewed = faults.decides(Fault.CLOCK_SKEW, terms.name());
    this.skew =
        skewed
            ? Duration.ofMinutes(faults.below("skew " + terms.name(), 111) - 55L)
            : Duration.ZERO;
    this.knownKeys = new int[scenario.nodes().size()];
    Integer hostile = scenario.hostileOrNull();
    this.hostility =
        hostile != null && hostile == index ? new Hostility(this, scenario, world, faults) : null;
    this.books = new Books(tables, new Fee(terms.feeBasisPoints()), hostility == null);
    this.recovery = new Recovery(this, scenario, world);
    this.post = new Post(index, scenario, tables, this::now);
    this.creators = new CreatorDesk(index, scenario, tables, post, recovery::isWhole);
    this.flattrs = new DonorDesk(index, scenario, tables, books, post, creators);
    this.settlement =
        new SettlementDesk(
            index, scenario, tables, books, flattrs, creators, post, rail, recovery::contact);
    this.months = new MonthDesk(index, scenario, tables, books, creators, settlement);
    this.closing = new Closing(this, scenario, world, hostility);
    scenario.members().stream()
        .filter(member -> member.node() == index)
        .forEach(
            member ->
                books.move(
                    "deposit " + member.name(),
                    "bank/",
                    Tables.account("funds", member.actor()),
                    member.fundsMicros()));
    tables.store.commit();
  }

  /** What this node's own clock shows. */
  Instant now() {
    return faults.isCalm() ? world.now() : world.now().plus(skew);
  }

  boolean isDown() {
    return world.now().isBefore(downUntil) || world.isAway(index);
  }

  Stage stage(YearMonth period, int peer) {
    return settlement.month(period, peer).stage();
  }

  /**
   * Runs a transaction, unless the node is down.
   *
   * @return whether it is committed, and the node lives to know it
   */
  boolean transact(String what, Stage stage, Runnable work) {
    if (isDown()) {
      return false;
    }
    try {
      work.run();
    } catch (ProtocolException e) {
      tables.store.rollBack();
      throw e;
    }
    if (!tables.store.isChanged()) {
      return true;
    }
    String name = name() + " " + what + " #" + attempts.merge(what, 1, Integer::sum);
    if (faults.strikes(Fault.CRASH_BEFORE_COMMIT, name, stage)) {
      tables.store.rollBack();
      crash(name);
      return false;
    }
    if (!skew.isZero() && !faults.isCalm()) {
      faults.counted(Fault.CLOCK_SKEW, stage);
    }
    books.check(scenario.nodes().size());
    tables.store.commit();
    world.note(name() + " " + what);
    wakeAt(world.now());
    if (faults.strikes(Fault.CRASH_AFTER_COMMIT, name, stage)) {
      crash(name);
      return false;
    }
    return true;
  }

  private void crash(String name) {
    downUntil = world.now().plus(Duration.ofMinutes(1 + faults.below("down " + name, 120)));
    world.note(name() + " is down until " + downUntil);
    wakeAt(downUntil);
  }

  void isAway(Instant until) {
    countForAll(Fault.OUTAGE);
    world.note(name() + " is away until " + until);
  }

  /** As after each start, it asks its peers first what was said before. */
  void isBack() {
    world.note(name() + " is back");
    recovery.startsAgain();
    wakeAt(world.now());
  }

  void click(Click click) {
    transact(
        (click.isGift() ? "gift " : "click ") + click.number(),
        Stage.OPEN,
        () -> flattrs.click(click, now()));
  }

  void undo(Click click) {
    transact("undo " + click.number(), Stage.OPEN, () -> flattrs.undo(click, now()));
  }

  /** What a letter comes to at this node's door. */
  enum Taken {
    SAFE,
    NOT_NOW,
    NEVER
  }

  /** Takes a message in, to be handled later. */
  Taken accept(int from, byte[] bytes, Tables.Seal seal, YearMonth period) {
    if (isDown() || !isSealed(from, bytes, seal)) {
      return Taken.NOT_NOW;
    }
    Incoming incoming;
    try {
      var document = Json.parseObject(bytes);
      var id = new ActivityDocument(document).id().toString();
      FarthingMessage message = MessageReader.read(document).orElseThrow();
      incoming = new Incoming(id, from, message, DocumentDigest.of(document));
    } catch (JsonRefused | ProtocolException e) {
      throw new AssertionError("sealed and not readable", e);
    }
    Optional<String> known = tables.inbox.find(incoming.id());
    if (known.isPresent()) {
      return known.get().equals(incoming.digest()) ? Taken.SAFE : Taken.NEVER;
    }
    boolean safe =
        transact(
            "takes " + incoming.id(),
            stage(period, from),
            () -> {
              tables.inbox.put(incoming.id(), incoming.digest());
              tables.waiting.put(incoming.id(), incoming);
            });
    return safe ? Taken.SAFE : Taken.NOT_NOW;
  }

  private boolean isSealed(int from, byte[] bytes, Tables.Seal seal) {
    if (seal.key() > knownKeys[from]) {
      Optional<PlayedNode> author = world.reach(index, from, "keys");
      author.ifPresent(it -> knownKeys[from] = it.post.newestKey());
    }
    return seal.key() <= knownKeys[from]
        && Post.seal(from, seal.key(), bytes).equals(seal.digest());
  }

  /** The peer has a message safe, or will never take it. */
  void settled(String id, YearMonth period, int peer) {
    transact("is told that " + id + " is safe", stage(period, peer), () -> tables.due.remove(id));
  }

  void rotateKey() {
    countForAll(Fault.ROTATED_KEY);
    post.rotateKey();
    world.note(name() + " has a new key");
  }

  /** It is never heard of again. */
  void vanish() {
    if (faults.isCalm()) {
      return;
    }
    for (PlayedNode peer : world.nodes()) {
      for (YearMonth period : scenario.periods()) {
        if (peer != this) {
          faults.counted(Fault.SILENCE, peer.stage(period, index));
        }
      }
    }
    downUntil = Instant.MAX;
    world.note(name() + " vanishes");
  }

  /** Something happens to this node, whatever its months are at. */
  void countForAll(Fault kind) {
    for (YearMonth period : scenario.periods()) {
      for (PlayedNode peer : world.nodes()) {
        if (peer != this) {
          faults.counted(kind, stage(period, peer.index));
        }
      }
    }
  }

  /** Has this node look for work at that time. */
  void wakeAt(Instant time) {
    if (!time.isAfter(world.now())) {
      if (waking) {
        return;
      }
      waking = true;
    }
    world.at(time, this::work);
  }

  private void work() {
    waking = false;
    if (isDown()) {
      return;
    }
    if (hostility != null) {
      hostility.vanishIfItIsTime();
    }
    recovery.ask();
    for (Incoming incoming : List.copyOf(tables.waiting.all())) {
      if (!world.now().isBefore(putOff.getOrDefault(incoming.id(), Instant.MIN))) {
        handle(incoming);
      }
    }
    for (YearMonth period : scenario.periods()) {
      closing.close(period);
    }
    for (String key : new ArrayList<>(tables.months.under("").keySet())) {
      closing.settle(YearMonth.parse(key.substring(0, 7)), Integer.parseInt(key.substring(8)));
    }
    deliver();
  }

  /** What a peer has said and was not to be heard before it was asked is heard now. */
  void hurry(int peer) {
    tables.waiting.all().stream()
        .filter(it -> it.from() == peer)
        .forEach(it -> putOff.remove(it.id()));
  }

  private void handle(Incoming incoming) {
    YearMonth period = world.periodOf(incoming.message(), incoming.from());
    Stage stage = stage(period, incoming.from());
    try {
      transact(
          "handles " + incoming.id(),
          stage,
          () -> {
            handle(incoming.message(), incoming);
            tables.waiting.remove(incoming.id());
          });
    } catch (ProtocolException e) {
      if (e.isEarly()) {
        putOff(incoming);
        return;
      }
      world.note(name() + " refuses " + incoming.id() + ": " + e.code());
      transact("refuses " + incoming.id(), stage, () -> tables.waiting.remove(incoming.id()));
    }
  }

  private void putOff(Incoming incoming) {
    Instant next = world.now().plus(BETWEEN_QUESTIONS);
    putOff.put(incoming.id(), next);
    wakeAt(next);
  }

  private void handle(FarthingMessage message, Incoming incoming) {
    int from = incoming.from();
    switch (message) {
      case Donation it -> creators.arrived(it, incoming.digest(), from, now());
      case Unflattr it -> creators.undone(it, from, now());
      case FlattrAnswer it -> flattrs.answered(it, from);
      case StatementOffer _,
          StatementAnswer _,
          SettlementOffer _,
          SettlementAnswer _,
          PaymentOffer _,
          PaymentAnswer _ -> {
        if (!recovery.mayTalk(world.periodOf(message, from), from)) {
          throw ProtocolException.early("not_asked_yet", "It is asked first what was said.");
        }
        settlement.arrived(message, from, now());
      }
      case CheckpointOffer _, CheckpointAnswer _, Claim _ ->
          throw new IllegalArgumentException("not sent here: " + message);
    }
  }

  /** Twice a day. */
  void tick() {
    if (hostility != null && !isDown()) {
      hostility.replay();
    }
    wakeAt(world.now());
  }

  private void deliver() {
    for (Map.Entry<String, Due> row : List.copyOf(tables.due.under("").entrySet())) {
      Due due = row.getValue();
      if (due.at().isAfter(world.now())) {
        continue;
      }
      Outgoing letter = tables.outbox.find(row.getKey()).orElseThrow();
      int attempts = due.attempts() + 1;
      Duration doubled = Duration.ofMinutes(1L << Math.min(attempts, 9));
      Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      Instant next = world.now().plus(pause);
      // When to try again is no part of what a crash may undo.
      tables.due.put(row.getKey(), new Due(next, attempts));
      tables.store.commit();
      world.at(next, this::work);
      world.carry(index, letter, attempts);
    }
  }

  String name() {
    return scenario.nodes().get(index).name();
  }
}
