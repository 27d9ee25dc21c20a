package org.farthing.node.flattr;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerMail.Author;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/** What the nodes of creators are sent of the flattrs and gifts given here. */
public final class FlattrMessages {

  private final LocalIds ids;
  private final CurrencyUnit currency;
  private final byte[] tagSecret;
  private final Members members;
  private final Peers peers;
  private final PeerMail mail;

  /**
   * @param tagSecret from which donors' tags are derived, never shown
   */
  public FlattrMessages(
      LocalIds ids,
      CurrencyUnit currency,
      byte[] tagSecret,
      Members members,
      Peers peers,
      PeerMail mail) {
    this.ids = ids;
    this.currency = currency;
    this.tagSecret = tagSecret.clone();
    this.members = members;
    this.peers = peers;
    this.mail = mail;
  }

  /** A donor as author. Not to be called within a transaction: a key may have to be read. */
  Author author(MemberId donor) {
    return mail.author(ids.member(members.find(donor).orElseThrow().name()));
  }

  /** As {@link #author(MemberId)}, within a transaction. */
  Author author(Transaction tx, MemberId donor) {
    return mail.author(tx, ids.member(members.find(tx, donor).orElseThrow().name()));
  }

  /** Digest of the Like that is sent of a flattr; nothing for creators of this node. */
  Optional<String> digest(
      Transaction tx, Given flattr, Author donor, @Nullable FlattrId replacesOrNull) {
    return message(tx, flattr, donor, replacesOrNull)
        .map(message -> DocumentDigest.of(MessageWriter.write(message, message.creator())));
  }

  /**
   * Sends the flattr to its creator's node, if that is another one.
   *
   * @param replacesOrNull the flattr of an earlier month that is offered again as this one
   */
  void send(Transaction tx, Given flattr, Author donor, @Nullable FlattrId replacesOrNull) {
    message(tx, flattr, donor, replacesOrNull)
        .ifPresent(
            message ->
                mail.send(tx, message, speaker(tx, flattr.anonymous(), donor), peer(tx, flattr)));
  }

  /** Sends that the flattr is taken back, if its creator is at another node. */
  void sendUndo(Transaction tx, Given flattr, Author donor, Instant now) {
    @Nullable FlattrId replaced = LapsedStore.replacedBy(tx, flattr.id()).orElse(null);
    message(tx, flattr, donor, replaced)
        .map(it -> new Unflattr(undoOf(it.id()), it.actor(), it, now))
        .ifPresent(
            undo -> mail.send(tx, undo, speaker(tx, flattr.anonymous(), donor), peer(tx, flattr)));
  }

  /** Digest of the Offer that is sent of a gift to a creator elsewhere. */
  String digest(Transaction tx, GivenGift gift, Author donor) {
    Gift message = message(tx, gift, donor);
    return DocumentDigest.of(MessageWriter.write(message, message.creator()));
  }

  /** Sends a gift to its creator's node, which is another one. */
  void send(Transaction tx, GivenGift gift, Author donor) {
    Peer to = peers.get(tx, gift.peer().orElseThrow());
    mail.send(tx, message(tx, gift, donor), speaker(tx, gift.anonymous(), donor), to);
  }

  private Gift message(Transaction tx, GivenGift gift, Author donor) {
    Peer to = peers.get(tx, gift.peer().orElseThrow());
    return new Gift(
        gift.id().activity(ids.origin()),
        speaker(tx, gift.anonymous(), donor).actor(),
        gift.period(),
        gift.creator().actor(),
        new Money(gift.micros(), currency),
        gift.anonymous() ? tag(to, gift.period(), gift.donor()) : null,
        gift.recordedAt());
  }

  /** The id under which it was sent that a flattr is taken back. */
  public static ActivityId undoOf(ActivityId flattr) {
    return ActivityId.of(flattr + "/undo");
  }

  private Optional<Flattr> message(
      Transaction tx, Given flattr, Author donor, @Nullable FlattrId replacesOrNull) {
    return flattr
        .creator()
        .filter(creator -> creator.peer().isPresent())
        .map(
            creator ->
                new Flattr(
                    flattr.id().activity(ids.origin()),
                    speaker(tx, flattr.anonymous(), donor).actor(),
                    flattr.thing().uri(),
                    flattr.period(),
                    creator.actor(),
                    currency,
                    flattr.anonymous()
                        ? tag(peer(tx, flattr), flattr.period(), flattr.donor())
                        : null,
                    replacesOrNull == null ? null : replacesOrNull.activity(ids.origin()),
                    flattr.recordedAt()));
  }

  private String tag(Peer to, YearMonth period, MemberId donor) {
    return DonorTags.of(tagSecret, to.actor(), period).tag(donor, true);
  }

  /** The node speaks for donors who do not want to be named. */
  private Author speaker(Transaction tx, boolean anonymous, Author donor) {
    return anonymous ? mail.node(tx) : donor;
  }

  private Peer peer(Transaction tx, Given flattr) {
    return peers.get(tx, flattr.peer().orElseThrow());
  }
}
