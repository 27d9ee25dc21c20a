package org.farthing.node.flattr;

import jakarta.json.JsonObject;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.flattr.Giving.ReserveOutcome;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail.Author;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;

/**
 * Records again what members here have given and this node has lost since, with a restored backup:
 * their Likes and Offers, which the creator's node shows. These are kept even where it is too late
 * to record them, or the means are gone: the creator's node could lose them, too, and ask for them.
 * Thread-safe.
 */
public final class LostFlattrs {

  private static final System.Logger LOG = System.getLogger(LostFlattrs.class.getName());

  private final Database database;
  private final InstantSource calendar;
  private final LocalIds ids;
  private final Members members;
  private final byte[] tagSecret;
  private final Things things;
  private final Giving giving;
  private final ReceivedFlattrs received;
  private final Gifts gifts;
  private final FlattrMessages messages;
  private final Outbox outbox;

  /**
   * @param tagSecret from which donors' tags are derived, never shown
   */
  public LostFlattrs(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      Members members,
      byte[] tagSecret,
      Things things,
      Giving giving,
      ReceivedFlattrs received,
      Gifts gifts,
      FlattrMessages messages,
      Outbox outbox) {
    this.database = database;
    this.calendar = calendar;
    this.ids = ids;
    this.members = members;
    this.tagSecret = tagSecret.clone();
    this.things = things;
    this.giving = giving;
    this.received = received;
    this.gifts = gifts;
    this.messages = messages;
    this.outbox = outbox;
  }

  /**
   * Records what was given with the month that it had. Not to be called within a transaction.
   *
   * @param document the Like or Offer, proven by an actor of this node
   * @return whether it is recorded now: not when its donor is no member any more, or has not the
   *     means
   */
  public boolean record(Donation donation, JsonObject document, Peer creators) {
    return switch (donation) {
      case Flattr it -> record(it, document, creators);
      case Gift it -> record(it, document, creators);
    };
  }

  private boolean record(Gift gift, JsonObject document, Peer creators) {
    Optional<FlattrId> id = FlattrId.of(gift.id(), ids.origin());
    Optional<MemberId> donor = donor(gift, creators);
    boolean recorded =
        id.isPresent()
            && donor.isPresent()
            && database.write(
                tx -> {
                  ThingStore.insertCreatorIfNew(tx, gift.creator(), null, creators.id());
                  GivenGift given = given(tx, id.get(), donor.get(), gift, document);
                  outbox.keepDelivered(tx, document, creators.inbox());
                  return gifts.recordAgain(tx, given);
                });
    LOG.log(
        recorded ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
        recorded ? "Gift {0} is recorded again." : "Gift {0} cannot be recorded again.",
        gift.id());
    return recorded;
  }

  private static GivenGift given(
      Transaction tx, FlattrId id, MemberId donor, Gift gift, JsonObject document) {
    return new GivenGift(
        id,
        gift.period(),
        donor,
        ThingStore.creator(tx, gift.creator()).orElseThrow(),
        gift.amount().micros(),
        gift.donorTag().isPresent(),
        GivenState.SENT,
        null,
        gift.published().truncatedTo(ChronoUnit.MICROS),
        DocumentDigest.of(document),
        null,
        Gifts.hold(id),
        null);
  }

  /**
   * Records a flattr with the month that it had; reserves the month's budget if nothing else has.
   * Not to be called within a transaction.
   *
   * @param document the Like, proven by an actor of this node
   * @return whether it is recorded now: not when its donor is no member any more, or has not the
   *     means
   */
  private boolean record(Flattr flattr, JsonObject document, Peer creators) {
    Optional<FlattrId> id = FlattrId.of(flattr.id(), ids.origin());
    Optional<MemberId> donor = donor(flattr, creators);
    Optional<Thing> thing = thing(flattr, creators);
    if (id.isEmpty() || donor.isEmpty() || thing.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} was given here and cannot be recorded again: its donor or its thing is unknown.",
          flattr.id());
      return false;
    }
    Author author = messages.author(donor.get());
    return database.write(
        tx -> {
          ThingStore.insertCreatorIfNew(tx, flattr.creator(), null, creators.id());
          Creator creator = ThingStore.creator(tx, flattr.creator()).orElseThrow();
          Given given =
              new Given(
                  id.get(),
                  flattr.period(),
                  donor.get(),
                  thing.get(),
                  creator,
                  GivenState.SENT,
                  null,
                  flattr.donorTag().isPresent(),
                  flattr.published().truncatedTo(ChronoUnit.MICROS),
                  DocumentDigest.of(document),
                  null);
          flattr
              .replaces()
              .flatMap(replaced -> FlattrId.of(replaced, ids.origin()))
              .ifPresent(replaced -> LapsedStore.setOffered(tx, replaced, given.id()));
          return record(tx, given, document, creators, author);
        });
  }

  private boolean record(
      Transaction tx, Given given, JsonObject document, Peer creators, Author author) {
    if (FlattrStore.find(tx, given.id()).isPresent()) {
      return true;
    }
    outbox.keepDelivered(tx, document, creators.inbox());
    if (!MonthGate.passForAnswers(tx, given.period())) {
      return false;
    }
    switch (giving.reserve(tx, given.donor(), given.period())) {
      case ReserveOutcome.NoMeans _ -> {
        LOG.log(
            System.Logger.Level.WARNING,
            "Flattr {0} was given here and cannot be recorded again: its donor has not the means.",
            given.id());
        return false;
      }
      case ReserveOutcome.Reserved it -> {
        if (it.first()) {
          received.countWaitingFor(tx, given.donor(), given.period());
        }
      }
    }
    if (!FlattrStore.insert(tx, given)) {
      takeBack(tx, given, author);
    }
    LOG.log(System.Logger.Level.INFO, "Flattr {0} is recorded again.", given.id());
    return true;
  }

  /** The donor has clicked anew since: that flattr stands, and this one is taken back. */
  private void takeBack(Transaction tx, Given given, Author author) {
    Given undone = given.in(GivenState.UNDONE);
    FlattrStore.insert(tx, undone);
    messages.sendUndo(tx, undone, author, calendar.instant());
  }

  private Optional<MemberId> donor(Donation donation, Peer creators) {
    Optional<String> tag = donation.donorTag();
    if (tag.isEmpty()) {
      return ids.memberName(donation.actor()).flatMap(members::find).map(Member::id);
    }
    DonorTags tags = DonorTags.of(tagSecret, creators.actor(), donation.period());
    return members.all().stream()
        .map(Member::id)
        .filter(member -> tags.tag(member, true).equals(tag.get()))
        .findFirst();
  }

  /**
   * It may be known already, as another creator's: what the creator's node counts is its affair.
   */
  private Optional<Thing> thing(Flattr flattr, Peer creators) {
    String url = flattr.thing().toString();
    try {
      return Optional.of(things.declare(url, flattr.creator(), creators.id()));
    } catch (Problem e) {
      return things.find(url);
    }
  }
}
