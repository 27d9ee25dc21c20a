package org.farthing.node.flattr.checkpoint;

import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.function.Function;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.flattr.FlattrAnswers;
import org.farthing.node.flattr.LostFlattrs;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.UnplacedFlattrs;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.message.SettlementCalendar;

/** The parts that keep logs the same on both sides, put together; works from {@link #start} on. */
public final class LogExchange implements AutoCloseable {

  private final Checkpoints checkpoints;
  private final Reconciliation reconciliation;
  private final LogRoutes routes;
  private final LogWorker worker;

  /**
   * Puts them together.
   *
   * @param daysOf when a month's stages are due
   * @param grace how long after a month's cut-off its split waits for peers that do not answer
   * @param retries when peers that could not be asked are asked again
   * @param whenKnown told each time that nothing of a log of ours can be lost any more
   */
  public LogExchange(
      Database database,
      Clocks clocks,
      LocalIds ids,
      Function<YearMonth, SettlementCalendar> daysOf,
      Duration grace,
      RetrySchedule retries,
      Federation federation,
      ActorKeys keys,
      GuardedHttpClient client,
      Peers peers,
      PeerMail mail,
      PeerRequests peerRequests,
      PairLogs logs,
      Forks forks,
      LogGuard guard,
      ReceivedFlattrs received,
      FlattrAnswers answers,
      LostFlattrs lost,
      OfferedAgain offeredAgain,
      Runnable whenKnown) {
    InstantSource calendar = clocks.calendar();
    InstantSource system = clocks.system();
    ProofCheck proofs = new ProofCheck(ids, keys, federation.directory());
    LogHeads heads = new LogHeads(calendar, ids, daysOf, new ActivitySigner(keys, system), logs);
    LogFetch fetch = new LogFetch(ids, client, new RequestSigner(ids, keys, system), proofs);
    FetchedActivities activities = new FetchedActivities(proofs, system);
    UnplacedFlattrs unplaced = new UnplacedFlattrs(ids);
    PeerLogCatchUp catchUp =
        new PeerLogCatchUp(
            database,
            ids,
            federation.inbox(),
            federation.outbox(),
            logs,
            forks,
            heads,
            fetch,
            activities,
            answers,
            lost);
    OwnLogRecovery recovery =
        new OwnLogRecovery(
            database,
            ids,
            federation.inbox(),
            federation.outbox(),
            logs,
            guard,
            fetch,
            activities,
            received,
            whenKnown);
    this.checkpoints =
        new Checkpoints(
            calendar, ids, logs, heads, mail, (topic, offer) -> worker().ask(topic, offer));
    this.reconciliation =
        new Reconciliation(
            database,
            calendar,
            daysOf,
            grace,
            peers,
            logs,
            unplaced,
            month -> worker().unasked(month),
            catchUp,
            federation.outbox(),
            offeredAgain);
    this.routes =
        new LogRoutes(database, calendar, ids, peers, peerRequests, logs, heads, unplaced);
    this.worker =
        new LogWorker(
            database,
            calendar,
            system,
            retries,
            peers,
            logs,
            guard,
            unplaced,
            checkpoints,
            recovery,
            catchUp,
            offeredAgain);
  }

  private LogWorker worker() {
    return worker;
  }

  public Checkpoints checkpoints() {
    return checkpoints;
  }

  public Reconciliation reconciliation() {
    return reconciliation;
  }

  public LogRoutes routes() {
    return routes;
  }

  /** Starts to offer checkpoints and to ask peers. */
  public void start() {
    worker.start();
  }

  /** Whether nothing is left to do until something happens or time passes. */
  public boolean isIdle() {
    return worker.isIdle();
  }

  @Override
  public void close() {
    worker.close();
  }
}
