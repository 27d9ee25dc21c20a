package org.farthing.node.social;

import java.time.InstantSource;
import org.farthing.node.account.Members;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;

/** The parts of this package, put together; what has to be fetched is from {@link #start} on. */
public final class Social implements AutoCloseable {

  private final Database database;
  private final SocialSettings settings;
  private final Followers followers;
  private final Follows follows;
  private final Followings followings;
  private final Reactions reactions;
  private final Posts posts;
  private final Flags flags;
  private final UnknownActivities unknown;
  private final SocialInbox inbox;
  private final Fetches fetches;

  /**
   * @param objects what there is here to like, boost and answer
   * @param liked who is asked about Likes before they are applause
   * @param schedule for what cannot be fetched
   */
  public Social(
      Database database,
      LocalIds ids,
      Members members,
      Federation federation,
      ActivitySigner signer,
      GuardedHttpClient client,
      RequestSigner requests,
      OwnObjects objects,
      Liked liked,
      RetrySchedule schedule,
      InstantSource system) {
    this.database = database;
    OwnActors actors = new OwnActors(ids, members);
    SocialMail mail = new SocialMail(ids, signer, federation.outbox());
    FetchQueue queue = new FetchQueue(system);
    this.settings = new SocialSettings(database, members, ids);
    this.followers = new Followers(database, federation.outbox(), settings);
    this.follows = new Follows(database, actors, federation.directory(), settings, mail);
    this.followings = new Followings(database, actors, federation.directory(), mail, system);
    this.reactions = new Reactions(database, ids, objects, liked);
    this.unknown = new UnknownActivities(database, system);
    this.posts = new Posts(database, actors, objects, unknown, queue);
    this.flags = new Flags(database, ids);
    Moves moves = new Moves(actors, followings, mail, queue);
    this.inbox =
        new SocialInbox(
            follows, followings, actors, reactions, posts, moves, flags, queue, unknown);
    this.fetches =
        new Fetches(
            database,
            new ObjectFetcher(client, requests),
            federation.directory(),
            posts,
            moves,
            schedule,
            system);
    queue.whenFilled(fetches::wake);
  }

  /** Starts to fetch what has to be. */
  public void start() {
    fetches.start();
  }

  /** What acts on activities of ordinary servers. */
  public SocialInbox inbox() {
    return inbox;
  }

  public SocialSettings settings() {
    return settings;
  }

  /** How many follow an actor here, and how they are sent something. */
  public Followers followers() {
    return followers;
  }

  /** Who follows actors here. */
  public Follows follows() {
    return follows;
  }

  /** Whom members follow. */
  public Followings followings() {
    return followings;
  }

  public Reactions reactions() {
    return reactions;
  }

  public Posts posts() {
    return posts;
  }

  public Flags flags() {
    return flags;
  }

  public UnknownActivities unknown() {
    return unknown;
  }

  /** How much is still to be fetched. */
  public int waiting() {
    return database.read(FetchStore::waiting);
  }

  @Override
  public void close() {
    fetches.close();
  }
}
