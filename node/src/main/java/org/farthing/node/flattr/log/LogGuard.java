package org.farthing.node.flattr.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this node from signing two entries for one place. After each start it asks the peer, before
 * it writes on in a log, how much of that the peer knows: a node whose backup was restored finds
 * out here that it has signed more than it remembers. Thread-safe.
 *
 * <p>While a peer cannot be asked, its flattrs wait unanswered; that costs nothing at first, since
 * no answer could reach the peer either. After an hour they are answered all the same: a firewall
 * between the two must not lose clicks of a node that was never restored, and one that was and
 * signs a place twice is seen to have done so. Where the peer has shown that more was signed,
 * nothing is ever written before that is taken in.
 */
public final class LogGuard {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Database database;
  private final InstantSource system;
  private final Map<LogKey, Instant> waitingSince = new ConcurrentHashMap<>();
  private final Set<LogKey> lost = ConcurrentHashMap.newKeySet();
  private volatile @Nullable UUID startOrNull;
  private volatile BiConsumer<Peer, YearMonth> asker = (_, _) -> {};

  /** Takes part in the present start of the node, which may be another process's. */
  public LogGuard(Database database, InstantSource system) {
    this.database = database;
    this.system = system;
    this.startOrNull = database.read(LogStore::start).orElse(null);
  }

  /**
   * The node starts to serve: whatever was asked before is forgotten.
   *
   * @param asker told of each peer and month that is to be asked about
   */
  public void begin(BiConsumer<Peer, YearMonth> asker) {
    UUID start = Uuid7.next();
    database.execute(tx -> LogStore.setStart(tx, start));
    this.startOrNull = start;
    this.asker = asker;
  }

  /** The present start of the node, if it has ever served. */
  public Optional<UUID> start() {
    return Optional.ofNullable(startOrNull);
  }

  /**
   * Whether this node may write on now in its log of a peer and month; if not, it has the peer
   * asked.
   *
   * @param peer perhaps one that only becomes a peer in this transaction
   * @param askedInOrNull the start of the node in which the peer was asked last
   */
  public boolean mayWrite(Peer peer, YearMonth period, @Nullable UUID askedInOrNull) {
    UUID start = startOrNull;
    if (start != null && start.equals(askedInOrNull)) {
      return true;
    }
    LogKey log = new LogKey(period, peer.id(), true);
    Instant since = waitingSince.computeIfAbsent(log, _ -> system.instant());
    asker.accept(peer, period);
    return !lost.contains(log) && !system.instant().isBefore(since.plus(PATIENCE));
  }

  /** The peer has shown that this node has signed more than it holds, and that is not in yet. */
  public void lost(LogKey log) {
    lost.add(log);
  }

  /** The peer was asked, and this node holds all that it has signed. */
  public void known(LogKey log) {
    lost.remove(log);
    waitingSince.remove(log);
  }
}
