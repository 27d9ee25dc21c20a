package org.farthing.node.flattr;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.SoughtStore.Sought;
import org.farthing.node.identity.CreatorFinder;
import org.farthing.node.identity.Finding;
import org.farthing.node.identity.Identities;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.DueWork;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * Things whose creator nobody knows yet, and what is done to find them: looked for again after a
 * while, and when a creator here or elsewhere has proved something. Once the creator is known, what
 * waits for that is counted or sent (product rule 5). Thread-safe.
 */
public final class SoughtThings implements AutoCloseable, UnknownThings {

  private static final System.Logger LOG = System.getLogger(SoughtThings.class.getName());
  private static final Duration POLL = Duration.ofSeconds(30);

  /** When a thing is looked for again by itself; after that only when somebody proves something. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));

  /** Whatever others announce, nobody's page is asked for more often than this. */
  private static final int MOST_TRIES = 50;

  /** How much one proof or announcement has looked for. */
  private static final int MOST_WOKEN = 1_000;

  private final Database database;
  private final Things things;
  private final CreatorFinder finder;
  private final Creators creators;
  private final Identities identities;
  private final InstantSource system;
  private final DueWork<Sought> work = new DueWork<>("sought things", POLL, new Stored());

  public SoughtThings(
      Database database,
      Things things,
      CreatorFinder finder,
      Creators creators,
      Identities identities,
      InstantSource system) {
    this.database = database;
    this.things = things;
    this.finder = finder;
    this.creators = creators;
    this.identities = identities;
    this.system = system;
  }

  public void start() {
    work.start();
  }

  @Override
  public void seek(Transaction tx, String url, MemberId creator) {
    Thing thing = things.unclaimed(tx, url, null);
    SoughtStore.insertIfNew(tx, thing, null, creator, system.instant());
    tx.afterCommit(work::wake);
  }

  /**
   * Has a thing looked for again that a donor here came across.
   *
   * @param namedOrNull the actor that its page names
   */
  static void keep(Transaction tx, Thing thing, @Nullable ActorId namedOrNull, Instant now) {
    SoughtStore.insertIfNew(tx, thing, namedOrNull, null, now.plus(PAUSES.getFirst()));
    SoughtStore.seekForAll(tx, thing.id(), now);
  }

  /** Has what may be by then looked for now: somebody has shown that these are theirs. */
  public void claimed(Transaction tx, Collection<URI> proved) {
    for (URI each : proved) {
      SoughtStore.wake(tx, each, MOST_TRIES, MOST_WOKEN, system.instant());
    }
    tx.afterCommit(work::wake);
  }

  /** As {@link #claimed}, by a member here: what is taken for theirs is looked at, too. */
  public void proved(Transaction tx, MemberId member, URI proved) {
    SoughtStore.wake(tx, member, MOST_TRIES, MOST_WOKEN, system.instant());
    claimed(tx, List.of(proved));
  }

  /** Whether nothing is to be looked for now. */
  public boolean isIdle() {
    return work.isIdle();
  }

  /** Other nodes cannot make this one fetch what is nowhere near a member's own places. */
  private boolean isSettled(Sought sought) {
    if (things.find(sought.thing()).flatMap(Thing::creator).isPresent()) {
      return true;
    }
    URI url = URI.create(sought.url());
    boolean worthIt = sought.member().isEmpty() || identities.mayBeOf(sought.member().get(), url);
    return worthIt
        && switch (finder.find(url)) {
          case Finding.Found it -> isTheirs(sought.url(), it);
          case Finding.Unclaimed _, Finding.Unreachable _, Finding.Refused _ -> false;
        };
  }

  private boolean isTheirs(String url, Finding.Found found) {
    try {
      creators.found(url, found);
    } catch (Problem e) {
      LOG.log(System.Logger.Level.INFO, "{0}: {1}", url, e.code());
    }
    return true;
  }

  @Override
  public void close() {
    work.close();
  }

  /** The things to be looked for. */
  private final class Stored implements DueWork.Queue<Sought> {

    @Override
    public List<Sought> due(int most) {
      return database.read(tx -> SoughtStore.due(tx, system.instant(), most));
    }

    @Override
    public boolean isAnyDue() {
      return database.read(tx -> SoughtStore.isAnyDue(tx, system.instant()));
    }

    @Override
    public void putOff(Sought sought) {
      @Nullable Instant next =
          sought.tries() < PAUSES.size() ? system.instant().plus(PAUSES.get(sought.tries())) : null;
      database.execute(tx -> SoughtStore.tried(tx, sought.thing(), next));
    }

    @Override
    public void carryOut(Sought sought) {
      if (isSettled(sought)) {
        database.execute(tx -> SoughtStore.delete(tx, sought.thing()));
      }
    }

    @Override
    public String nameOf(Sought sought) {
      return "thing " + sought.thing();
    }
  }
}
