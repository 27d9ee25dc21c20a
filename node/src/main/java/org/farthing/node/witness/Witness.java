package org.farthing.node.witness;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.transparency.Checkpoint;
import org.farthing.protocol.transparency.HeadUpdate;
import org.farthing.protocol.transparency.HeadVerdict;
import org.farthing.protocol.transparency.NoteKeyType;
import org.farthing.protocol.transparency.NoteSigner;
import org.farthing.protocol.transparency.NoteVerdict.SignedBy;
import org.farthing.protocol.transparency.SignedNote;

/** Asks a peer for its head, judges it, and cosigns it or keeps it as evidence. */
final class Witness {

  private static final System.Logger LOG = System.getLogger(Witness.class.getName());
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Database database;
  private final InstantSource calendar;
  private final InstantSource system;
  private final LocalIds ids;
  private final ActorKeys keys;
  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final PeerKeys peerKeys;

  Witness(
      Database database,
      Clocks clocks,
      LocalIds ids,
      ActorKeys keys,
      GuardedHttpClient client,
      RequestSigner signer,
      PeerKeys peerKeys) {
    this.database = database;
    this.calendar = clocks.calendar();
    this.system = clocks.system();
    this.ids = ids;
    this.keys = keys;
    this.client = client;
    this.signer = signer;
    this.peerKeys = peerKeys;
  }

  /** What came of asking. */
  sealed interface Outcome {

    /** The log was only added to, and is remembered so. */
    record Consistent(long size) implements Outcome {}

    /** It was not: that is kept as evidence. */
    record Caught(HeadVerdict verdict) implements Outcome {}

    /** What came is no head of the peer. */
    record NoHead(String reason) implements Outcome {}

    /** Nothing came. */
    record Unreachable(String reason) implements Outcome {}
  }

  Outcome ask(Peer peer) {
    LogNames names = new LogNames(peer.actor().origin());
    Optional<WitnessedHead> known = database.read(tx -> WitnessStore.find(tx, peer.id()));
    Checkpoint before =
        known
            .map(WitnessedHead::head)
            .orElseGet(() -> new Checkpoint(names.log(), 0, new MerkleTree().root()));
    return switch (client.send(
        signer.get(names.headAfter(before.size()), Map.of("Accept", "text/plain")))) {
      case OutboundResult.Answer answer when answer.status() == 200 -> {
        try {
          yield judge(peer, names, known, before, HeadUpdate.read(answer.body()));
        } catch (ProtocolException e) {
          yield new Outcome.NoHead(e.code() + ": " + e.getMessage());
        }
      }
      case OutboundResult.Answer answer -> new Outcome.NoHead("It answers " + answer.status());
      case OutboundResult.Failure failure -> new Outcome.Unreachable(failure.reason().code());
    };
  }

  private Outcome judge(
      Peer peer,
      LogNames names,
      Optional<WitnessedHead> known,
      Checkpoint before,
      HeadUpdate update) {
    Checkpoint head = Checkpoint.read(update.head().text());
    Optional<SignedBy> signed =
        peerKeys.signed(update.head(), peer, names.log(), NoteKeyType.ED25519);
    if (signed.isEmpty() || !head.origin().equals(names.log())) {
      return new Outcome.NoHead("The head is not signed by " + peer.actor());
    }
    if (update.oldSize() != before.size()) {
      return new Outcome.NoHead("An answer to another question");
    }
    SignedNote note = new SignedNote(update.head().text(), List.of(signed.get().signature()));
    HeadVerdict verdict = HeadVerdict.of(before, update);
    if (known.isEmpty() && verdict != HeadVerdict.CONSISTENT) {
      return new Outcome.NoHead("The first head proves what needs no proof");
    }
    return switch (verdict) {
      case CONSISTENT -> consistent(peer, names, known, head, note);
      case SMALLER, FORKED, UNPROVEN -> {
        HeadUpdate offered = new HeadUpdate(update.oldSize(), update.path(), note);
        keep(
            peer,
            new Evidence(
                peer.actor(),
                verdict,
                known.orElseThrow().note(),
                offered,
                signed.get().key(),
                calendar.instant()));
        yield new Outcome.Caught(verdict);
      }
    };
  }

  /** What is cosigned was remembered before: a witness never goes back on its word. */
  private Outcome consistent(
      Peer peer, LogNames names, Optional<WitnessedHead> known, Checkpoint head, SignedNote note) {
    boolean cosigned =
        head.size() == 0
            || known.filter(it -> it.delivered() && it.head().equals(head)).isPresent();
    save(peer, note, cosigned);
    if (!cosigned && deliver(names, note)) {
      save(peer, note, true);
      LOG.log(
          System.Logger.Level.INFO,
          "The log of {0} is witnessed at size {1}.",
          peer.actor(),
          head.size());
    }
    return new Outcome.Consistent(head.size());
  }

  private void save(Peer peer, SignedNote note, boolean delivered) {
    database.execute(
        tx ->
            WitnessStore.save(
                tx, peer.id(), new WitnessedHead(note, calendar.instant(), delivered)));
  }

  private boolean deliver(LogNames names, SignedNote note) {
    NoteSigner witness =
        new NoteSigner(new LogNames(ids.origin()).witness(), keys.ed25519(ids.node()).key());
    SignedNote cosigned = note.with(witness.cosign(note.text(), system.instant()));
    byte[] body = cosigned.toString().getBytes(StandardCharsets.UTF_8);
    return client.send(
                signer.post(
                    names.cosignatures(),
                    Map.of("Content-Type", TEXT),
                    body,
                    HttpSignatureScheme.RFC_9421))
            instanceof OutboundResult.Answer answer
        && answer.isSuccess();
  }

  private void keep(Peer peer, Evidence evidence) {
    boolean isNew =
        database.write(
            tx -> {
              WitnessStore.asked(tx, peer.id(), evidence.foundAt());
              return WitnessStore.insert(tx, peer.id(), evidence);
            });
    if (isNew) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The log of {0} does not go on from where it was ({1}): {2}. Kept as evidence.",
          peer.actor(),
          evidence.verdict(),
          evidence.summary());
    }
  }
}
