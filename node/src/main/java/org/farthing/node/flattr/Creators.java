package org.farthing.node.flattr;

import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.identity.CreatorFinder;
import org.farthing.node.identity.Finding;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** Finds out whose a thing is, from its URL or from the handle of its creator. Thread-safe. */
public final class Creators {

  private final Database database;
  private final LocalIds ids;
  private final Members members;
  private final ActorDirectory directory;
  private final Peers peers;
  private final Things things;
  private final LocalCreators localCreators;
  private final CreatorFinder finder;
  private final FirstWords words;
  private final InstantSource system;

  public Creators(
      Database database,
      LocalIds ids,
      Members members,
      ActorDirectory directory,
      Peers peers,
      Things things,
      LocalCreators localCreators,
      CreatorFinder finder,
      FirstWords words,
      InstantSource system) {
    this.database = database;
    this.ids = ids;
    this.members = members;
    this.directory = directory;
    this.peers = peers;
    this.things = things;
    this.localCreators = localCreators;
    this.finder = finder;
    this.words = words;
    this.system = system;
  }

  /**
   * A thing as a donor here comes across it. Its creator's node decides itself whether the creator
   * is who they are said to be. Not to be called within a transaction.
   *
   * @param handleOrNull {@code bob@b.example}, with or without a leading {@code @}; null when
   *     nobody knows the creator
   * @throws Problem {@code unknown_creator}, or {@code unreachable} when the creator's node cannot
   *     be asked now
   */
  public Thing declare(String url, @Nullable String handleOrNull) {
    if (handleOrNull == null) {
      return things.declare(url, null, null);
    }
    String handle = withoutAt(handleOrNull);
    Optional<String> local = localName(handle);
    if (local.isPresent()) {
      return ofMember(url, handle, local.get());
    }
    RemoteActor actor = found(handle, directory.resolveHandle(handle));
    RemoteActor node = found(handle, directory.nodeOf(actor));
    Peer peer = database.write(tx -> peers.ensure(tx, node.id(), node.document().inbox()));
    return things.declare(url, actor.id(), peer.id());
  }

  /**
   * A thing as a donor here comes across it, whose creator is looked for. What stays unknown is
   * looked for again later. Not to be called within a transaction; a page and those it names are
   * asked, for half a minute at most.
   *
   * @throws Problem {@code unknown_thing} when nothing is there, {@code unreachable} when its own
   *     server cannot be asked now, {@code malformed_url}
   */
  public Thing find(String url) {
    Optional<Thing> known = things.find(url);
    if (known.isPresent()) {
      return known.get().creator().isPresent() ? known.get() : sought(url, null, null);
    }
    return switch (finder.find(Things.requireWebAddress(url))) {
      case Finding.Found it -> found(url, it);
      case Finding.Unclaimed it -> sought(url, it.titleOrNull(), it.namedOrNull());
      case Finding.Unreachable it ->
          throw new Problem(503, "unreachable", "The thing cannot be reached", it.detail());
      case Finding.Refused it ->
          throw new Problem(404, "unknown_thing", "Unknown thing", it.detail()).at("/url");
    };
  }

  private Thing sought(String url, @Nullable String title, @Nullable ActorId named) {
    return database.write(
        tx -> {
          Thing thing = things.unclaimed(tx, url, title);
          SoughtThings.keep(tx, thing, named, system.instant());
          return thing;
        });
  }

  /**
   * A thing whose creator was found becomes theirs. What its page tells of it goes along, and
   * nothing that a link elsewhere says.
   *
   * @throws Problem {@code claimed} when it is somebody else's here
   */
  Thing found(String url, Finding.Found found) {
    Optional<String> name = ids.memberName(found.creator());
    if (name.isPresent()) {
      Member member = members.find(name.get()).orElseThrow(() -> unknown(name.get()));
      return database.write(
          tx -> {
            Thing thing = things.register(tx, url, found.titleOrNull(), member.id(), member.name());
            found.told().ifPresent(it -> words.keep(tx, thing, it));
            return things.find(tx, thing.id()).orElseThrow();
          });
    }
    Peer peer = database.write(tx -> peers.ensure(tx, found.node(), found.inbox()));
    return things.declare(url, found.titleOrNull(), found.creator(), peer.id());
  }

  /**
   * The creator whom a handle names: a member here, or somebody of another node. Not to be called
   * within a transaction.
   *
   * @throws Problem {@code unknown_creator}, or {@code unreachable} when the creator's node cannot
   *     be asked now
   */
  public Creator creator(String handleAsWritten) {
    String handle = withoutAt(handleAsWritten);
    Optional<String> local = localName(handle);
    if (local.isPresent()) {
      Member member = members.find(local.get()).orElseThrow(() -> unknown(handle));
      return database.write(tx -> localCreators.of(tx, member));
    }
    RemoteActor actor = found(handle, directory.resolveHandle(handle));
    RemoteActor node = found(handle, directory.nodeOf(actor));
    return database.write(
        tx -> {
          Peer peer = peers.ensure(tx, node.id(), node.document().inbox());
          ThingStore.insertCreatorIfNew(tx, actor.id(), null, peer.id());
          return ThingStore.creator(tx, actor.id()).orElseThrow();
        });
  }

  private static String withoutAt(String handle) {
    return handle.startsWith("@") ? handle.substring(1) : handle;
  }

  /** A member's own things are known already, or are not theirs. */
  private Thing ofMember(String url, String handle, String name) {
    Member member = members.find(name).orElseThrow(() -> unknown(handle));
    return things
        .find(url)
        .filter(thing -> thing.creator().filter(it -> it.is(member.id())).isPresent())
        .orElseThrow(
            () ->
                new Problem(
                    404,
                    "unknown_thing",
                    "Unknown thing",
                    handle + " has not said that this is theirs."));
  }

  private Optional<String> localName(String handle) {
    String suffix = "@" + ids.origin().authority();
    return handle.endsWith(suffix)
        ? Optional.of(handle.substring(0, handle.length() - suffix.length()))
        : Optional.empty();
  }

  private static RemoteActor found(String handle, ActorLookup lookup) {
    return switch (lookup) {
      case ActorLookup.Found it -> it.actor();
      case ActorLookup.NoActor _ -> throw unknown(handle);
      case ActorLookup.Unreachable _ ->
          throw new Problem(
              503,
              "unreachable",
              "The creator's node cannot be reached",
              "The node of " + handle + " does not answer now; try again later.");
    };
  }

  private static Problem unknown(String handle) {
    return new Problem(
        404,
        "unknown_creator",
        "Unknown creator",
        "There is no " + handle + " on a node that flattrs can go to.");
  }
}
