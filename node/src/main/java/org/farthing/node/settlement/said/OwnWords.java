package org.farthing.node.settlement.said;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.settlement.PairStep;
import org.farthing.protocol.settlement.Unsaid;

/**
 * What this node says of months, and has said before. A node whose backup was restored says again
 * what it said, in the same words, or nothing. Thread-safe.
 */
public final class OwnWords {

  private static final System.Logger LOG = System.getLogger(OwnWords.class.getName());

  private final Outbox outbox;
  private final Set<Slot> stuck = ConcurrentHashMap.newKeySet();

  public OwnWords(Outbox outbox) {
    this.outbox = outbox;
  }

  private record Slot(YearMonth period, int peer) {}

  /** What our books do not show of a month; its row is locked. */
  public Unsaid unsaid(Transaction tx, YearMonth period, int peer) {
    List<byte[]> hashes = SaidStore.recalled(tx, period, peer);
    if (hashes.isEmpty()) {
      return new Unsaid(List.of());
    }
    Map<String, byte[]> bodies = outbox.bodies(tx, hashes);
    List<FarthingMessage> messages = new ArrayList<>();
    for (byte[] hash : hashes) {
      byte[] body = bodies.get(HexFormat.of().formatHex(hash));
      if (body != null) {
        MessageReader.read(Json.parseObject(body)).ifPresent(messages::add);
      }
    }
    return new Unsaid(messages);
  }

  /** Whether our books do not show something of a month. */
  public static boolean isUnsaid(Transaction tx, YearMonth period, int peer) {
    return !SaidStore.recalled(tx, period, peer).isEmpty();
  }

  /** Whether our books do not show something of any month with a peer. */
  public boolean isCatchingUp(Transaction tx, int peer) {
    return SaidStore.hasRecalled(tx, peer);
  }

  /**
   * The step that this node takes now, in the words in which it took it before, and notes what it
   * says.
   *
   * @throws ProtocolException as {@link Unsaid}; nothing is noted then
   */
  public PairStep say(Transaction tx, Peer peer, YearMonth period, Unsaid unsaid, PairStep step) {
    Slot slot = new Slot(period, peer.id());
    PairStep said;
    try {
      said = unsaid.repeated(step, peer.actor(), id -> SaidStore.isKnown(tx, id));
    } catch (ProtocolException e) {
      if (e.code().equals(Unsaid.SAID_OTHERWISE) && stuck.add(slot)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} with {1} is frozen until an admin releases it: {2}",
            period,
            peer.actor(),
            e.getMessage());
      }
      throw e;
    }
    for (FarthingMessage message : said.messages()) {
      if (!unsaid.isEmpty()) {
        SaidStore.saidAgain(tx, message.id());
      }
      SaidStore.insert(tx, period, peer.id(), true, message.id(), message.published(), false);
    }
    return said;
  }

  /** Whether a month was found to go otherwise than before, and waits for an admin. */
  public boolean isStuck(YearMonth period, int peer) {
    return stuck.contains(new Slot(period, peer));
  }

  /** A peer has said something of a month. */
  public void heard(Transaction tx, YearMonth period, Peer from, FarthingMessage message) {
    SaidStore.insert(tx, period, from.id(), false, message.id(), message.published(), false);
  }

  /**
   * The month goes on from what our books show, whatever was said. What was sent stays as it is.
   *
   * @return whether there was something that they do not show
   */
  public boolean giveUp(Transaction tx, YearMonth period, int peer) {
    tx.afterCommit(() -> stuck.remove(new Slot(period, peer)));
    return SaidStore.giveUp(tx, period, peer) > 0;
  }
}
