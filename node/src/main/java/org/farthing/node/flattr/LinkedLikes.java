package org.farthing.node.flattr;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.flattr.LinkedLike.State;
import org.farthing.node.identity.Identities;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.DueWork;
import org.farthing.node.social.Liked;
import org.farthing.node.social.Reactions;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A Like of a thing that is known here is a flattr if its actor is one that a member here has
 * proved to be theirs, and the member has chosen that; nobody is ever charged for another one. What
 * cannot become a flattr stays applause, and its member sees why. Thread-safe.
 *
 * <p>A Like is stored with the id of its flattr in the transaction that takes it in, and recorded
 * as a click after that. So none is lost with the process, and none counts twice.
 */
public final class LinkedLikes implements Liked, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LinkedLikes.class.getName());
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /** A Like that became a flattr is no applause any more. */
  @FunctionalInterface
  public interface ApplauseTaken {
    void take(Transaction tx, ActivityId like, ActorId actor);
  }

  private final Database database;
  private final ThingAddresses addresses;
  private final Identities identities;
  private final Flattrs flattrs;
  private final ApplauseTaken applause;
  private final InstantSource system;
  private final DueWork<LinkedLike> work = new DueWork<>("linked likes", POLL, new Stored());

  /**
   * @param origin of this node
   * @param applause where Likes are kept that are no flattrs, {@link Reactions#taken}
   */
  public LinkedLikes(
      Database database,
      Origin origin,
      Identities identities,
      Flattrs flattrs,
      ApplauseTaken applause,
      InstantSource system) {
    this.database = database;
    this.addresses = new ThingAddresses(origin);
    this.identities = identities;
    this.flattrs = flattrs;
    this.applause = applause;
    this.system = system;
  }

  /** Starts to record what has come. */
  public void start() {
    work.start();
  }

  /** Whether a member wants what they like elsewhere to be flattrs. */
  public boolean isChosen(MemberId member) {
    return database.read(tx -> LinkedLikeStore.isChosen(tx, member));
  }

  /** What was liked before stays as it is. */
  public void choose(MemberId member, boolean likesAreFlattrs) {
    database.execute(
        tx -> {
          if (likesAreFlattrs) {
            LinkedLikeStore.choose(tx, member);
          } else {
            LinkedLikeStore.chooseNot(tx, member);
          }
        });
  }

  /** What a member has liked elsewhere since they chose so, the newest first. */
  public List<LinkedLike> of(MemberId member, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> LinkedLikeStore.of(tx, member, beforeOrNull, most));
  }

  /** A member has left; nothing of theirs waits any more. */
  public void left(Transaction tx, MemberId member) {
    LinkedLikeStore.chooseNot(tx, member);
    LinkedLikeStore.deleteAllOf(tx, member);
  }

  @Override
  public void liked(Transaction tx, VerifiedActivity like, URI object) {
    Optional<MemberId> donor =
        identities
            .memberOf(tx, like.actor())
            .filter(member -> LinkedLikeStore.isChosen(tx, member))
            .filter(_ -> Things.find(tx, object.toString(), addresses).isPresent());
    donor.ifPresent(
        member -> {
          FlattrId flattr = new FlattrId(Uuid7.next());
          LinkedLikeStore.insertIfNew(tx, like, object.toString(), member, flattr);
          tx.afterCommit(work::wake);
        });
  }

  @Override
  public void undone(Transaction tx, ActivityId like, ActorId actor) {
    if (LinkedLikeStore.undo(tx, like, actor, now())) {
      tx.afterCommit(work::wake);
    }
  }

  @Override
  public void undone(Transaction tx, URI object, ActorId actor, Instant upTo) {
    if (LinkedLikeStore.undo(tx, object.toString(), actor, upTo, now())) {
      tx.afterCommit(work::wake);
    }
  }

  /** Whether there is nothing to do. */
  public boolean isIdle() {
    return work.isIdle();
  }

  /** Whatever of it was done before the process ended is not done again. */
  private void record(LinkedLike like) {
    Optional<String> refusal =
        flattrs.find(like.flattr()).isPresent()
            ? Optional.empty()
            : flattrs.recordAs(like.member(), like.object(), like.flattr()).refusal(like.flattr());
    database.execute(
        tx -> {
          if (refusal.isEmpty()) {
            applause.take(tx, like.id(), like.actor());
          }
          LinkedLikeStore.settle(
              tx, like, refusal.isEmpty() ? State.FLATTR : State.APPLAUSE, refusal.orElse(null));
        });
    LOG.log(
        System.Logger.Level.INFO,
        "{0} is {1}",
        like.id(),
        refusal.map(code -> "applause: " + code).orElse("flattr " + like.flattr().uuid()));
  }

  private void undo(LinkedLike like) {
    boolean recorded = flattrs.find(like.flattr()).filter(Given::stands).isPresent();
    boolean stays =
        recorded
            && switch (flattrs.undo(like.member(), like.flattr())) {
              case UndoOutcome.Undone _ -> false;
              case UndoOutcome.NothingToUndo _ -> true;
            };
    database.execute(
        tx ->
            LinkedLikeStore.settle(
                tx, like, stays ? State.FLATTR : State.UNDONE, stays ? "nothing_to_undo" : null));
  }

  /** To the microsecond, as it is stored. */
  private Instant now() {
    return system.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    work.close();
  }

  /** The Likes to be looked at. */
  private final class Stored implements DueWork.Queue<LinkedLike> {

    @Override
    public List<LinkedLike> due(int most) {
      return database.read(tx -> LinkedLikeStore.due(tx, now(), most));
    }

    @Override
    public boolean isAnyDue() {
      return database.read(LinkedLikeStore::isAnyDue);
    }

    @Override
    public void putOff(LinkedLike like) {
      database.execute(tx -> LinkedLikeStore.defer(tx, like, now().plus(AGAIN)));
    }

    @Override
    public void carryOut(LinkedLike like) {
      if (like.stands()) {
        record(like);
      } else {
        undo(like);
      }
    }

    @Override
    public String nameOf(LinkedLike like) {
      return like.id().toString();
    }
  }
}
