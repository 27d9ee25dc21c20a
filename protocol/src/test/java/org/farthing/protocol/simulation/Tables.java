package org.farthing.protocol.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.money.Revenue;
import org.farthing.protocol.settlement.GivenFlattr;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.jspecify.annotations.Nullable;

/** What a node stores. Peers and members are named by their places in the scenario. */
final class Tables {

  final Store store = new Store();

  /** By flattr. */
  final Store.Table<Given> given = store.table();

  /** What members here gave and this node lost, as a peer has shown it, by flattr. */
  final Store.Table<Donation> shown = store.table();

  final Store.Table<Own> own = store.table();
  final Store.Table<Kept> received = store.table();

  /** By period and member: micro-units. */
  final Store.Table<Long> reservations = store.table();

  /** By period and peer: the last sequence taken, and whether their statement is agreed to. */
  final Store.Table<OwnLog> ownLogs = store.table();

  /** By period, peer and sequence. */
  final Store.Table<LogEntry> ownEntries = store.table();

  final Store.Table<LogEntry> peerEntries = store.table();

  /** By period. */
  final Store.Table<CloseStage> stages = store.table();

  /** By period and peer. */
  final Store.Table<PairMonth> months = store.table();

  final Store.Table<List<StatementLine>> lines = store.table();

  /** By period and peer: lines of ours that the peer's agreement leaves out. */
  final Store.Table<List<ActivityId>> disputed = store.table();

  /** By period and creator: what was credited so far. */
  final Store.Table<Long> grossOfMonth = store.table();

  /** By peer, period and creator: gross of what was credited. */
  final Store.Table<Long> earnedOf = store.table();

  /** By peer, period and creator: what is still pending. */
  final Store.Table<Revenue<String>> pending = store.table();

  /** By period and order: the peer whose statement was agreed to. */
  final Store.Table<Integer> earned = store.table();

  final Store.Table<Outgoing> outbox = store.table();
  final Store.Table<Due> due = store.table();

  /** By message: the digest of its bytes. */
  final Store.Table<String> inbox = store.table();

  final Store.Table<Incoming> waiting = store.table();

  /** By period, peer and message: what both have said about a month. */
  final Store.Table<Said> said = store.table();

  /** A flattr or gift to another node's creator. */
  record Given(GivenFlattr flattr, int donor, int creatorNode, Donation message) {
    Given with(GivenFlattr next) {
      return new Given(next, donor, creatorNode, message);
    }
  }

  /**
   * A flattr or gift between two members here.
   *
   * @param thing empty of a gift
   * @param giftMicros 0 of a flattr
   */
  record Own(
      YearMonth period, int donor, int creator, String thing, long giftMicros, Standing standing) {

    enum Standing {
      COUNTED,
      WAITING,
      UNDONE
    }

    Own as(Standing next) {
      return new Own(period, donor, creator, thing, giftMicros, next);
    }
  }

  /**
   * A flattr or gift of another node's donor.
   *
   * @param messageOrNull none while only its undoing has come
   */
  record Kept(ReceivedFlattr flattr, int from, @Nullable Donation messageOrNull) {
    Kept with(ReceivedFlattr next) {
      return new Kept(next, from, messageOrNull);
    }
  }

  record OwnLog(long last, boolean agreed) {
    static final OwnLog EMPTY = new OwnLog(0, false);
  }

  /** How far a month's close has come. */
  enum CloseStage {
    OPEN,
    CUT_OFF,
    RECONCILED,
    POSTED,
    STATED,
    CLOSED
  }

  /**
   * A message to a peer, in the words in which it goes out however often it does.
   *
   * @param period the month that it is about
   */
  record Outgoing(String id, int to, YearMonth period, String text, Seal seal) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** When a message that is not acknowledged is tried next. */
  record Due(Instant at, int attempts) {}

  /** A message that is safe here and not handled yet. */
  record Incoming(String id, int from, FarthingMessage message, String digest) {}

  /**
   * Something that was said about a month.
   *
   * @param recalled whether it is ours, was lost with a backup, and is not said again yet
   */
  record Said(FarthingMessage message, boolean ours, boolean recalled) {}

  /** Stands in for a proof: which key of its author made it, and what of the bytes. */
  record Seal(int key, String digest) {}

  static String key(YearMonth period, int part) {
    return period + "/" + part;
  }

  static String key(YearMonth period, int peer, ActivityId message) {
    return key(period, peer) + "/" + message;
  }

  static String key(YearMonth period, int peer, long sequence) {
    return key(period, peer) + "/" + (1_000_000 + sequence);
  }

  /** A member as the ledger knows them. */
  static String account(String kind, ActorId actor) {
    return kind + "/" + actor;
  }
}
