package org.farthing.node.publication;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.FollowerMail;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.FirstWords;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.Things;
import org.farthing.node.identity.Submission;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * Creators register, publish, change and withdraw things, and their followers hear of it. Each act
 * is one transaction, and repeated it changes nothing. Thread-safe.
 */
public final class Publications implements FirstWords {

  /** How many things a creator can pin. */
  public static final int MOST_PINNED = 5;

  private final Database database;
  private final InstantSource calendar;
  private final LocalIds ids;
  private final Things things;
  private final ActivitySigner signer;
  private final FollowerMail mail;
  private final PublicationWriter writer;

  public Publications(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      Things things,
      ActivitySigner signer,
      FollowerMail mail,
      Applause applause) {
    this.database = database;
    this.calendar = calendar;
    this.ids = ids;
    this.things = things;
    this.signer = signer;
    this.mail = mail;
    this.writer = new PublicationWriter(ids, applause);
  }

  /**
   * @param isNew false when it was there already; then it is as it was
   */
  public record Entered(Publication publication, boolean isNew) {}

  /**
   * What is to become of a publication.
   *
   * @param content makes the new content from the old one; may be called more than once
   * @param pinnedOrNull null when that stays as it is
   */
  public record Change(UnaryOperator<Content> content, @Nullable Boolean pinnedOrNull) {}

  /**
   * A creator registers what stands elsewhere.
   *
   * @throws Problem {@code malformed_FIELD}; {@code claimed} when it is somebody else's; {@code
   *     withdrawn}, which is for good
   */
  public Entered register(Member creator, String url, Content sent) {
    Content content = ContentCheck.checked(sent);
    if (content.textOrNull() != null) {
      throw ContentCheck.malformed("text", "What stands elsewhere has no text here.");
    }
    return database.write(
        tx -> {
          PublicationStore.lock(tx, creator.id());
          Thing thing = things.register(tx, url, content.title(), creator.id(), creator.name());
          if (thing.withdrawn()) {
            throw withdrawn();
          }
          return enter(tx, thing, content, null);
        });
  }

  /**
   * A creator publishes a text here. The same title and text again are the same thing.
   *
   * @throws Problem {@code malformed_FIELD}
   */
  public Entered publish(Member creator, Content sent) {
    Content content = ContentCheck.checked(sent);
    if (content.textOrNull() == null) {
      throw ContentCheck.malformed("text", "This field is missing.");
    }
    byte[] firstSent = hash(creator.id(), content);
    return database.write(
        tx -> {
          PublicationStore.lock(tx, creator.id());
          Optional<Publication> known = PublicationStore.find(tx, firstSent);
          if (known.isPresent()) {
            return new Entered(known.get(), false);
          }
          Thing thing = things.publish(tx, content.title(), creator.id(), creator.name());
          return enter(tx, thing, content, firstSent);
        });
  }

  private Entered enter(
      Transaction tx, Thing thing, Content content, byte @Nullable [] firstSentOrNull) {
    boolean isNew = PublicationStore.insertIfNew(tx, thing.id(), content, firstSentOrNull, now());
    if (isNew) {
      things.rename(tx, thing.id(), content.title());
      tell(tx, writer.create(get(tx, thing.id())), thing.id());
    }
    return new Entered(get(tx, thing.id()), isNew);
  }

  /** Followers hear nothing of it: the creator has not asked for that. */
  @Override
  public void keep(Transaction tx, Thing thing, Submission told) {
    Content content =
        ContentCheck.checked(PageWords.content(thing.title().orElse(thing.url()), told));
    if (!thing.withdrawn() && PublicationStore.insertIfNew(tx, thing.id(), content, null, now())) {
      things.rename(tx, thing.id(), content.title());
    }
  }

  /**
   * A creator changes what they tell of a thing, and whether it is pinned.
   *
   * @throws Problem {@code malformed_FIELD}; 404 {@code unknown_thing} when it is not theirs;
   *     {@code withdrawn}; {@code too_many_pinned}
   */
  public Publication change(Member creator, long thing, Change change) {
    return database.write(
        tx -> {
          PublicationStore.lock(tx, creator.id());
          Publication before = own(tx, creator.id(), thing);
          if (before.withdrawnAt().isPresent()) {
            throw withdrawn();
          }
          setContent(tx, before, ContentCheck.checked(change.content().apply(before.content())));
          if (change.pinnedOrNull() != null) {
            setPinned(tx, before, change.pinnedOrNull());
          }
          return get(tx, thing);
        });
  }

  /** A thing of which nothing was told yet is told of now. */
  private void setContent(Transaction tx, Publication before, Content content) {
    if ((content.textOrNull() != null) != before.isHere()) {
      throw ContentCheck.malformed(
          "text", "What is published here keeps a text, and what stands elsewhere has none.");
    }
    long thing = before.id();
    if (PublicationStore.insertIfNew(tx, thing, content, null, before.publishedAt())) {
      things.rename(tx, thing, content.title());
      tell(tx, writer.create(get(tx, thing)), thing);
    } else if (!content.equals(before.content())) {
      PublicationStore.update(tx, thing, content, now());
      things.rename(tx, thing, content.title());
      tell(tx, writer.update(get(tx, thing)), thing);
    }
  }

  private void setPinned(Transaction tx, Publication before, boolean pinned) {
    if (pinned == before.pinned()) {
      return;
    }
    MemberId creator = before.creator().id();
    if (pinned && PublicationStore.pinned(tx, creator, MOST_PINNED).size() == MOST_PINNED) {
      throw new Problem(
              409,
              "too_many_pinned",
              "Too many are pinned",
              "At most " + MOST_PINNED + " things are pinned; unpin one first.")
          .at("/pinned");
    }
    PublicationStore.setPinned(tx, before.id(), pinned ? now() : null);
  }

  /**
   * A creator withdraws a thing, for good: it takes no more flattrs, and those that it has stay.
   *
   * @throws Problem 404 {@code unknown_thing} when it is not theirs
   */
  public Publication withdraw(Member creator, long thing) {
    return database.write(
        tx -> {
          PublicationStore.lock(tx, creator.id());
          if (own(tx, creator.id(), thing).withdrawnAt().isEmpty()) {
            things.withdraw(tx, thing);
            PublicationStore.erase(tx, thing);
            tell(tx, writer.delete(get(tx, thing)), thing);
          }
          return get(tx, thing);
        });
  }

  /** Erases what a member has told, who leaves; their followers are told that the member goes. */
  public void left(Transaction tx, MemberId creator) {
    PublicationStore.lock(tx, creator);
    things.withdrawAll(tx, creator).forEach(thing -> PublicationStore.erase(tx, thing));
  }

  private void tell(Transaction tx, JsonObject activity, long thing) {
    ActorId creator = ids.member(get(tx, thing).creator().name());
    mail.deliver(tx, creator, signer.sign(tx, activity, creator));
  }

  /** A thing of a creator here, also one that is withdrawn. */
  public Optional<Publication> find(long thing) {
    return database.read(tx -> PublicationStore.find(tx, thing));
  }

  /**
   * What a creator has not withdrawn, the newest first.
   *
   * @param beforeOrNull the id that the last page ended with; null for the first page
   */
  public List<Publication> of(MemberId creator, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> PublicationStore.of(tx, creator, beforeOrNull, most));
  }

  /**
   * What of a creator's everybody can see in lists, the newest first.
   *
   * @param tagOrNull only what bears this tag
   * @param beforeOrNull as in {@link #of}
   */
  public List<Publication> listed(
      MemberId creator, @Nullable String tagOrNull, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> PublicationStore.listed(tx, creator, tagOrNull, beforeOrNull, most));
  }

  /** How many a creator has listed. */
  public int countListed(MemberId creator) {
    return database.read(tx -> PublicationStore.countListed(tx, creator));
  }

  /** What a creator has pinned and listed, the latest pinned first. */
  public List<Publication> pinned(MemberId creator) {
    return database.read(tx -> PublicationStore.pinned(tx, creator, MOST_PINNED));
  }

  private static Publication own(Transaction tx, MemberId creator, long thing) {
    return PublicationStore.find(tx, thing)
        .filter(it -> it.creator().id().equals(creator))
        .orElseThrow(
            () ->
                new Problem(
                    404, "unknown_thing", "Unknown thing", "No thing of yours has this id."));
  }

  private static Publication get(Transaction tx, long thing) {
    return PublicationStore.find(tx, thing).orElseThrow();
  }

  private static Problem withdrawn() {
    return new Problem(
        409,
        "withdrawn",
        "This was withdrawn",
        "You have withdrawn this thing, which is for good.");
  }

  private static byte[] hash(MemberId creator, Content content) {
    String sent = creator + "\n" + content.title() + "\n" + content.textOrNull();
    return Sha256.of(sent);
  }

  /** To the microsecond, as it is stored. */
  private Instant now() {
    return calendar.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
