package org.farthing.node;

import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.farthing.node.account.Members;
import org.farthing.node.ledger.Journal;
import org.farthing.node.ledger.JournalNames;
import org.farthing.node.ledger.SealText;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.proof.ForkProofs;
import org.farthing.node.witness.Witnesses;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** What a node hands out of its books, for other programs to read. */
public final class Exports {

  private final Database database;
  private final CurrencyUnit currency;
  private final Members members;
  private final Peers peers;
  private final Witnesses witnesses;
  private final ForkProofs forks;

  Exports(
      Database database,
      CurrencyUnit currency,
      Members members,
      Peers peers,
      Witnesses witnesses,
      ForkProofs forks) {
    this.database = database;
    this.currency = currency;
    this.members = members;
    this.peers = peers;
    this.witnesses = witnesses;
    this.forks = forks;
  }

  /**
   * Writes the ledger as a journal for hledger.
   *
   * @param monthOrNull only what was booked in it, with the balances before; null for all
   * @param memberName what a member is called in it, by the member's name
   * @param peerName what a peer is called in it, by its node actor
   */
  public void journal(
      Appendable out,
      @Nullable YearMonth monthOrNull,
      UnaryOperator<String> memberName,
      Function<ActorId, String> peerName)
      throws IOException {
    JournalNames names = names(memberName, peerName);
    Journal journal = new Journal();
    writing(
        tx -> {
          if (monthOrNull == null) {
            journal.write(tx, out, names);
          } else {
            journal.writeMonth(tx, out, names, monthOrNull);
          }
          return true;
        });
  }

  private JournalNames names(UnaryOperator<String> memberName, Function<ActorId, String> peerName) {
    Map<UUID, String> memberNames = new HashMap<>();
    members
        .all()
        .forEach(member -> memberNames.put(member.id().value(), memberName.apply(member.name())));
    Map<Integer, String> peerNames =
        database.read(tx -> peers.all(tx)).stream()
            .collect(Collectors.toMap(Peer::id, peer -> peerName.apply(peer.actor())));
    return new JournalNames(
        currency,
        member -> memberNames.getOrDefault(member, member.toString()),
        peer -> peerNames.getOrDefault(peer, Integer.toString(peer)));
  }

  /** Writes the text whose SHA-256 a seal holds; false when there is no such seal. */
  public boolean sealed(long seal, Appendable out) throws IOException {
    return writing(tx -> new SealText().write(tx, seal, out));
  }

  /** Heads of peers' logs that do not go together, for others to judge. */
  public JsonArray evidence() {
    return witnesses.evidence();
  }

  /** Proofs that peers have signed two things for one place, each for {@code farthing verify}. */
  public List<String> forks() {
    return forks.all();
  }

  @FunctionalInterface
  private interface Writing {
    boolean in(Transaction tx) throws IOException;
  }

  /** What has been written cannot be taken back, so that a lost connection ends it. */
  private boolean writing(Writing work) throws IOException {
    AtomicBoolean begun = new AtomicBoolean();
    try {
      return database.snapshot(
          tx -> {
            try {
              if (begun.getAndSet(true)) {
                throw new IOException("The database was lost while it was being read.");
              }
              return work.in(tx);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
