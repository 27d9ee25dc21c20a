package org.farthing.node.social;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.social.OwnReaction.Kind;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Members like and boost posts of other servers. Both are public, and neither moves money: what is
 * liked here is no flattr, as a Like from elsewhere may be. Thread-safe.
 *
 * <p>Of one member, a post is liked once and boosted once. What was taken back and is done again
 * has another id, for servers know what was undone by its id.
 */
public final class OwnReactions {

  /**
   * With who said it.
   *
   * @param owner the path of their actor
   */
  record Said(String owner, OwnReaction reaction) {}

  private final Database database;
  private final OwnActors actors;
  private final ObjectFetcher fetcher;
  private final ActorDirectory directory;
  private final Predicate<URI> suspended;
  private final SocialMail ids;
  private final ReactionMail mail;
  private final InstantSource system;

  OwnReactions(
      Database database,
      OwnActors actors,
      ObjectFetcher fetcher,
      ActorDirectory directory,
      Predicate<URI> suspended,
      SocialMail ids,
      ReactionMail mail,
      InstantSource system) {
    this.database = database;
    this.actors = actors;
    this.fetcher = fetcher;
    this.directory = directory;
    this.suspended = suspended;
    this.ids = ids;
    this.mail = mail;
    this.system = system;
  }

  /**
   * What a member likes and boosts, the newest first.
   *
   * @param kindOrNull one of the two alone
   */
  public List<OwnReaction> of(
      ActorId owner, @Nullable Kind kindOrNull, @Nullable Long beforeOrNull, int most) {
    return database.read(
        tx -> OwnReactionStore.page(tx, LocalPath.of(owner), kindOrNull, beforeOrNull, most));
  }

  /** How many posts a member likes, or boosts. */
  public long count(ActorId owner, Kind kind) {
    return database.read(tx -> OwnReactionStore.count(tx, LocalPath.of(owner), kind));
  }

  /** What a member has said of a post, by its id or by the address that they named it by. */
  public List<OwnReaction> about(ActorId owner, String post) {
    return database.read(tx -> OwnReactionStore.of(tx, LocalPath.of(owner), post));
  }

  /** The activity of something that a member has said, as everybody may see it. */
  public JsonObject document(ActorId owner, OwnReaction said) {
    return mail.document(owner, said);
  }

  /** An activity of ours by its id, with the actor who says so; none once it is taken back. */
  Optional<Published> published(ActivityId activity) {
    return database
        .read(tx -> OwnReactionStore.byActivity(tx, activity))
        .map(said -> published(said, new ActorId(LocalPath.id(actors.ids(), said.owner()))));
  }

  private Published published(Said said, ActorId owner) {
    return new Published(owner, mail.document(owner, said.reaction()));
  }

  /** An activity of an actor here. */
  record Published(ActorId owner, JsonObject document) {}

  /**
   * A member likes or boosts a post elsewhere; once more changes nothing.
   *
   * @param address the post's id, or that of its page where the server answers there with the post
   * @throws Problem 400 {@code malformed_url}, 404 {@code unknown_post}, 409 {@code same_node},
   *     {@code server_blocked}, {@code blocked} or {@code not_public}, 503 {@code unreachable}
   */
  public OwnReaction say(ActorId owner, Kind kind, String address) {
    URI url = url(address);
    Optional<OwnReaction> known =
        about(owner, url.toString()).stream().filter(it -> it.kind() == kind).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    LikeablePost post = post(url);
    if (kind == Kind.BOOST && !post.open()) {
      throw new Problem(
          409, "not_public", "Not for everybody", "Its author shows it to some people alone.");
    }
    requireAuthor(post.author());
    return database.write(tx -> say(tx, owner, kind, post, url));
  }

  private URI url(String address) {
    URI url = parse(address);
    if (Origin.of(url).equals(actors.ids().origin())) {
      throw new Problem(409, "same_node", "Of this node", "What stands on this node is flattred.");
    }
    if (suspended.test(url)) {
      throw new Problem(
          409,
          "server_blocked",
          "A blocked server",
          "This node has nothing to do with the server of this address.");
    }
    return url;
  }

  private static URI parse(String address) {
    try {
      return ActivityId.of(address).uri();
    } catch (ProtocolException e) {
      throw new Problem(
              400, "malformed_url", "Not an address", "An address begins with https:// or http://.")
          .at("/url");
    }
  }

  private LikeablePost post(URI url) {
    return switch (fetcher.fetch(url)) {
      case ObjectFetcher.Outcome.Found found -> {
        try {
          yield LikeablePost.read(new ActivityDocument(found.document()));
        } catch (ProtocolException e) {
          throw unknownPost(e.code() + ": " + e.getMessage());
        }
      }
      case ObjectFetcher.Outcome.None none -> throw unknownPost(none.reason());
      case ObjectFetcher.Outcome.NotNow not ->
          throw new Problem(503, "unreachable", "Its server does not answer now", not.reason());
    };
  }

  private static Problem unknownPost(String reason) {
    return new Problem(404, "unknown_post", "No post of the fediverse", reason);
  }

  /** Whoever wrote it has an inbox that is known from here on. */
  private void requireAuthor(ActorId author) {
    switch (directory.find(author)) {
      case ActorLookup.Found _ -> {}
      case ActorLookup.NoActor no -> throw unknownPost(no.reason());
      case ActorLookup.Unreachable not ->
          throw new Problem(503, "unreachable", "Its server does not answer now", not.reason());
    }
  }

  private OwnReaction say(Transaction tx, ActorId owner, Kind kind, LikeablePost post, URI named) {
    String path = LocalPath.of(owner);
    if (SocialActorStore.hasBlocked(tx, path, post.author())) {
      throw new Problem(409, "blocked", "You are blocked", "They do not want to hear from you.");
    }
    OwnReaction said =
        new OwnReaction(
            0,
            kind,
            post.id(),
            post.author(),
            post.page(),
            post.title(),
            ids.newId(),
            // To the microsecond, as it is stored: the same words each time it is asked for.
            system.instant().truncatedTo(ChronoUnit.MICROS));
    if (OwnReactionStore.insert(tx, path, said, named)) {
      mail.say(tx, owner, said);
    }
    OwnReaction stored =
        OwnReactionStore.of(tx, path, post.id()).stream()
            .filter(it -> it.kind() == kind)
            .findFirst()
            .orElseThrow();
    OwnReactionStore.rename(tx, stored.sequence(), named);
    return stored;
  }

  /**
   * Takes back what was said, and tells whoever was told.
   *
   * @return whether there was anything to take back
   */
  public boolean takeBack(ActorId owner, long sequence) {
    return database.write(
        tx -> {
          Optional<OwnReaction> said = OwnReactionStore.lock(tx, LocalPath.of(owner), sequence);
          said.ifPresent(
              it -> {
                OwnReactionStore.remove(tx, sequence);
                mail.takeBack(tx, owner, it, ids.newId());
              });
          return said.isPresent();
        });
  }
}
