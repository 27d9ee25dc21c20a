package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ObjectReference;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Posts elsewhere that answer something here or mention a member. Thread-safe. */
public final class Posts {

  /** Who mentions more members at once means none of them. */
  private static final int MOST_MENTIONED = 50;

  /**
   * A post as it is kept.
   *
   * @param sequence ascends with the time at which it came first
   */
  public record Stored(long sequence, RemotePost post, Instant receivedAt) {}

  private final Database database;
  private final OwnActors actors;
  private final OwnObjects objects;
  private final UnknownActivities unknown;
  private final FetchQueue fetches;
  private final Predicate<URI> silenced;

  Posts(
      Database database,
      OwnActors actors,
      OwnObjects objects,
      UnknownActivities unknown,
      FetchQueue fetches,
      Predicate<URI> silenced) {
    this.database = database;
    this.actors = actors;
    this.objects = objects;
    this.unknown = unknown;
    this.fetches = fetches;
    this.silenced = silenced;
  }

  /** How many posts answer something here, but for what is of silenced servers. */
  public long countAnswers(String object) {
    return LocalPath.of(actors.ids(), object)
        .map(path -> database.read(tx -> PostStore.countAnswers(tx, path)))
        .orElse(Map.of())
        .entrySet()
        .stream()
        .filter(of -> !silenced.test(of.getKey().uri()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What answers something here, the newest first, but for what is of silenced servers. */
  public List<Stored> answers(String object, @Nullable Long beforeOrNull, int most) {
    return LocalPath.of(actors.ids(), object)
        .map(path -> database.read(tx -> shownAnswers(tx, path, beforeOrNull, most)))
        .orElse(List.of());
  }

  private List<Stored> shownAnswers(
      Transaction tx, String path, @Nullable Long beforeOrNull, int most) {
    List<Stored> shown = new ArrayList<>();
    @Nullable Long before = beforeOrNull;
    while (true) {
      List<Stored> page = PostStore.answers(tx, path, before, most);
      page.stream().filter(it -> !silenced.test(it.post().author().uri())).forEach(shown::add);
      if (shown.size() >= most || page.size() < most) {
        return shown.subList(0, Math.min(shown.size(), most));
      }
      before = page.getLast().sequence();
    }
  }

  /** What mentions a member or answers them, the newest first; not of who has blocked them. */
  public List<Stored> mentions(ActorId member, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> PostStore.mentions(tx, LocalPath.of(member), beforeOrNull, most));
  }

  /**
   * Somebody has made or changed a post. What stands on the origin of who says so is believed;
   * anything else is fetched from where it stands.
   *
   * @param activity the Create or the Update, as it came or as it was handed on
   * @param from who has signed what came
   */
  void arrived(Transaction tx, ActivityDocument activity, VerifiedActivity from) {
    switch (activity.object()) {
      case ObjectReference.Named named -> {
        if (!mentioned(tx, activity).isEmpty()) {
          fetches.post(tx, named.name());
        }
      }
      case ObjectReference.Embedded embedded -> {
        ActivityDocument post = embedded.document();
        if (RemotePost.Kind.of(post).isEmpty()) {
          unknown.count(tx, type(activity) + " " + type(post));
        } else if (post.id().origin().equals(from.actor().origin())) {
          store(tx, post, activity.is("Update"), from.receivedAt());
        } else if (!concerned(tx, post).isEmpty()) {
          fetches.post(tx, post.id());
        }
      }
    }
  }

  private static String type(ActivityDocument document) {
    return document.types().stream().findFirst().orElse("");
  }

  /** The paths of members that a post mentions or is addressed to, or whose thing it answers. */
  private Set<String> concerned(Transaction tx, ActivityDocument post) {
    Set<String> paths = mentioned(tx, post);
    answered(tx, post)
        .flatMap(path -> objects.author(tx, path))
        .map(LocalPath::of)
        .ifPresent(paths::add);
    return paths;
  }

  /**
   * Keeps what concerns somebody here. It has come from its own origin.
   *
   * @param current whether it is the post as it is now, and not as it was at first
   */
  void store(Transaction tx, ActivityDocument document, boolean current, Instant receivedAt) {
    Optional<RemotePost.Kind> kind = RemotePost.Kind.of(document);
    if (kind.isEmpty() || RemotePost.isVote(document)) {
      return;
    }
    Optional<RemotePost> before = PostStore.find(tx, document.id());
    Set<String> concerned = concerned(tx, document);
    if (before.isEmpty() && concerned.isEmpty()) {
      return;
    }
    // Answers are shown to everybody; what was said to some alone is only theirs.
    Optional<String> answered = document.isPublic() ? answered(tx, document) : Optional.empty();
    RemotePost post = RemotePost.read(document, kind.get(), answered.orElse(null));
    SocialActorStore.lock(tx, post.author());
    if (before.filter(it -> !it.author().equals(post.author())).isPresent()) {
      throw new ProtocolException("other_author", "It was somebody else's before.");
    }
    boolean isGone =
        TombstoneStore.has(tx, post.id()) || SocialActorStore.isGone(tx, post.author());
    if (!isGone && (before.isEmpty() || isNewer(post, before.get(), current))) {
      PostStore.save(tx, post, concerned, receivedAt);
    }
  }

  /** A Create that comes after an Update, or an Update after a later one, changes nothing. */
  private static boolean isNewer(RemotePost post, RemotePost before, boolean current) {
    Instant updated = post.updatedOrNull();
    Instant known = before.updatedOrNull();
    return updated == null ? current : known == null || updated.isAfter(known);
  }

  /** It is gone, or never to come; nor does a member like it any more. */
  void deleted(Transaction tx, ActivityId id) {
    PostStore.remove(tx, id);
    OwnReactionStore.removePost(tx, id);
  }

  private Optional<String> answered(Transaction tx, ActivityDocument post) {
    return post.inReplyTo()
        .flatMap(id -> LocalPath.of(actors.ids(), id.toString()))
        .filter(path -> objects.author(tx, path).isPresent());
  }

  /** The paths of members that a post is addressed to or mentions. */
  private Set<String> mentioned(Transaction tx, ActivityDocument post) {
    Set<String> ids = new LinkedHashSet<>();
    Stream.of(post.mentions(), post.to(), post.cc())
        .flatMap(List::stream)
        .filter(id -> LocalPath.of(actors.ids(), id).isPresent())
        .limit(MOST_MENTIONED)
        .forEach(ids::add);
    Set<String> paths = new LinkedHashSet<>();
    ids.forEach(id -> actors.member(tx, id).map(LocalPath::of).ifPresent(paths::add));
    return paths;
  }
}
