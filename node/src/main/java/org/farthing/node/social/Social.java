package org.farthing.node.social;

import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.protocol.activity.ActorId;

/** The parts of this package, put together; what has to be fetched is from {@link #start} on. */
public final class Social implements AutoCloseable {

  private final Database database;
  private final Followers followers;
  private final Follows follows;
  private final Followings followings;
  private final Reactions reactions;
  private final OwnReactions ownReactions;
  private final Posts posts;
  private final Flags flags;
  private final UnknownActivities unknown;
  private final SocialInbox inbox;
  private final ActivityRoutes routes;
  private final ShownPosts shownPosts;
  private final DirectMail direct;
  private final FetchQueue queue;
  private final Fetches fetches;

  /**
   * @param objects what there is here to like, boost and answer
   * @param liked who is told of Likes; asked for when one comes
   * @param hasBot whether nobody else has the bot's name
   * @param mentioned who is told of posts that mention it; asked for when one comes
   * @param silenced whose servers public lists leave out
   * @param suspended with whose servers there is nothing to do
   * @param news who is told that somebody asks to follow a member
   * @param gone who is told of actors elsewhere that have left
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
      Supplier<Liked> liked,
      boolean hasBot,
      Supplier<Mentioned> mentioned,
      Predicate<URI> silenced,
      Predicate<URI> suspended,
      FollowNews news,
      AuditLog audit,
      ActorGone gone,
      RetrySchedule schedule,
      InstantSource system) {
    this.database = database;
    OwnActors actors = new OwnActors(ids, members, hasBot);
    SocialMail mail = new SocialMail(ids, signer, federation.outbox());
    ObjectFetcher fetcher = new ObjectFetcher(client, requests);
    this.queue = new FetchQueue(system);
    this.followers = new Followers(database, actors, federation.outbox(), silenced);
    this.follows = new Follows(database, actors, federation.directory(), mail, news);
    this.followings = new Followings(database, actors, federation.directory(), mail, system);
    this.reactions = new Reactions(database, ids, objects, liked);
    this.ownReactions =
        new OwnReactions(
            database,
            actors,
            fetcher,
            federation.directory(),
            suspended,
            mail,
            new ReactionMail(signer, federation.outbox(), federation.directory()),
            system);
    this.routes = new ActivityRoutes(ids, ownReactions, signer);
    this.unknown = new UnknownActivities(database, system);
    this.posts = new Posts(database, actors, objects, unknown, queue, silenced);
    this.shownPosts = new ShownPosts(fetcher);
    this.direct = new DirectMail(mail, signer, federation.outbox(), federation.directory(), system);
    this.flags = new Flags(database, ids, audit, system);
    Moves moves = new Moves(actors, followings, mail, queue);
    this.inbox =
        new SocialInbox(
            follows,
            followings,
            actors,
            reactions,
            posts,
            new BotMentions(ids, hasBot, mentioned),
            moves,
            flags,
            queue,
            unknown,
            gone);
    this.fetches =
        new Fetches(database, fetcher, federation.directory(), posts, moves, schedule, system);
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

  /**
   * An inbox is no more: those who took messages there are asked for again, one by one and later,
   * and forgotten where they are gone as well.
   */
  public void inboxGone(Transaction tx, URI inbox) {
    Set<ActorId> behind = new LinkedHashSet<>(FollowerStore.behind(tx, inbox));
    behind.addAll(FollowingStore.behind(tx, inbox));
    queue.actors(tx, behind);
  }

  /** Nobody follows a member who has left, nor do they follow, like or boost anything. */
  public void left(Transaction tx, ActorId member) {
    String owner = LocalPath.of(member);
    FollowerStore.removeAllOf(tx, owner);
    FollowingStore.removeAllOf(tx, owner);
    SocialActorStore.removeBlocksOf(tx, owner);
    PostStore.removeMentionsOf(tx, owner);
    OwnReactionStore.removeAllOf(tx, owner);
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

  /** Applause for what is here. */
  public Reactions reactions() {
    return reactions;
  }

  /** What members like and boost elsewhere. */
  public OwnReactions ownReactions() {
    return ownReactions;
  }

  /** Where what members say of posts elsewhere is fetched by its id. */
  public HttpService routes() {
    return routes;
  }

  /** What posts elsewhere say now. */
  public ShownPosts shownPosts() {
    return shownPosts;
  }

  /** How actors here say something to one person elsewhere. */
  public DirectMail direct() {
    return direct;
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
