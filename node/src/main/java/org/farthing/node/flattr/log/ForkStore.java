package org.farthing.node.flattr.log;

import static org.farthing.node.generated.Tables.LOG_FORK;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.farthing.node.generated.enums.LogForkKind;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;

/** The rows of evidence for forked logs. */
final class ForkStore {

  private ForkStore() {}

  /**
   * @return false when there is evidence for this place already
   */
  static boolean insert(Transaction tx, Forks.Fork fork, byte[] first, byte[] second, Instant now) {
    return tx.dsl()
            .insertInto(LOG_FORK)
            .set(LOG_FORK.PERIOD, fork.period())
            .set(LOG_FORK.PEER_ID, fork.peer().id())
            .set(LOG_FORK.KIND, LogForkKind.valueOf(fork.kind().name().toLowerCase(Locale.ROOT)))
            .set(LOG_FORK.PLACE, fork.place())
            .set(LOG_FORK.FIRST_DOCUMENT, first)
            .set(LOG_FORK.SECOND_DOCUMENT, second)
            .set(LOG_FORK.FOUND_AT, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  static List<Forks.Evidence> evidence(Transaction tx, IntFunction<Peer> peer) {
    return tx.dsl()
        .selectFrom(LOG_FORK)
        .orderBy(LOG_FORK.ID)
        .fetch()
        .map(
            row ->
                new Forks.Evidence(
                    new Forks.Fork(
                        peer.apply(row.getPeerId()),
                        row.getPeriod(),
                        Forks.Kind.valueOf(row.getKind().name().toUpperCase(Locale.ROOT)),
                        row.getPlace()),
                    row.getFirstDocument(),
                    row.getSecondDocument()));
  }

  static Optional<YearMonth> last(Transaction tx, int peer) {
    return tx.dsl()
        .select(DSL.max(LOG_FORK.PERIOD))
        .from(LOG_FORK)
        .where(LOG_FORK.PEER_ID.eq(peer))
        .fetchOptional(0, YearMonth.class);
  }

  static List<Forks.Fork> of(Transaction tx, YearMonth period, IntFunction<Peer> peer) {
    return tx.dsl()
        .select(LOG_FORK.PEER_ID, LOG_FORK.KIND, LOG_FORK.PLACE)
        .from(LOG_FORK)
        .where(LOG_FORK.PERIOD.eq(period))
        .orderBy(LOG_FORK.ID)
        .fetch()
        .map(
            row ->
                new Forks.Fork(
                    peer.apply(row.value1()),
                    period,
                    Forks.Kind.valueOf(row.value2().name().toUpperCase(Locale.ROOT)),
                    row.value3()));
  }
}
