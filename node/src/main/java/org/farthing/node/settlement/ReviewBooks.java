package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.CreditorBooks;
import org.farthing.protocol.settlement.Unsaid;

/**
 * What this node knows of lines of a peer's statement, read as they are asked for. Of one thread.
 */
final class ReviewBooks implements CreditorBooks {

  private final Database database;
  private final ReceivedFlattrs received;
  private final YearMonth period;
  private final Peer peer;
  private final Basis basis;

  ReviewBooks(
      Database database, ReceivedFlattrs received, YearMonth period, Peer peer, Basis basis) {
    this.database = database;
    this.received = received;
    this.period = period;
    this.peer = peer;
    this.basis = basis;
  }

  /**
   * What a statement is compared with, beside receipts and the log.
   *
   * @param held what is held back
   * @param before what this node has answered to it, and lost with a restored backup
   */
  record Basis(Held held, Optional<StatementAnswer> before) {}

  /** Which lines of a statement are held back. */
  record Held(Set<String> flattrs, Set<String> creators, Set<String> tags) {

    Held {
      flattrs = Set.copyOf(flattrs);
      creators = Set.copyOf(creators);
      tags = Set.copyOf(tags);
    }

    private boolean isNothing() {
      return flattrs.isEmpty() && creators.isEmpty() && tags.isEmpty();
    }

    private boolean has(StatementLine line) {
      return flattrs.contains(line.flattr().toString())
          || creators.contains(line.creator().toString())
          || tags.contains(line.donorTag());
    }
  }

  /** What a statement is compared with, beside receipts and the log, at one moment. */
  static Basis basis(Transaction tx, Peer peer, StatementOffer offer, Unsaid unsaid) {
    return new Basis(heldNow(tx, peer), unsaid.answerTo(offer));
  }

  private static Held heldNow(Transaction tx, Peer peer) {
    Set<String> flattrs = new HashSet<>();
    Set<String> creators = new HashSet<>();
    Set<String> tags = new HashSet<>();
    for (LineHold hold : LineHoldStore.of(tx, peer.id())) {
      Set<String> subjects =
          switch (hold.kind()) {
            case FLATTR -> flattrs;
            case CREATOR -> creators;
            case DONOR_TAG -> tags;
          };
      subjects.add(hold.subject());
    }
    return new Held(flattrs, creators, tags);
  }

  @Override
  public boolean isHeld(StatementLine line) {
    return !basis.held().isNothing() && basis.held().has(line);
  }

  @Override
  public Optional<List<Dispute>> disputedBefore() {
    return basis.before().map(StatementAnswer::disputes);
  }

  @Override
  public boolean makesUp(StatementLine correction) {
    return database.read(tx -> TakenCorrectionStore.makesUp(tx, period, peer.id(), correction));
  }

  @Override
  public Optional<Answered> answered(ActivityId flattr) {
    return database.read(tx -> received.answered(tx, period, peer, flattr));
  }
}
