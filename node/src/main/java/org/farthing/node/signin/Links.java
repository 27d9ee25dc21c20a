package org.farthing.node.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** Links that work once and not for long. Thread-safe. */
final class Links {

  private final InstantSource system;
  private final LinkStore store = new LinkStore();

  Links(InstantSource system) {
    this.system = system;
  }

  Secret invite(Transaction tx, Duration lifetime) {
    return make(tx, LinkPurpose.INVITATION, new Link(null, null), lifetime);
  }

  /** For somebody of whom nobody knows yet who they are. */
  Secret make(Transaction tx, LinkPurpose purpose, String subject, Duration lifetime) {
    return make(tx, purpose, new Link(null, subject), lifetime);
  }

  Secret make(Transaction tx, LinkPurpose purpose, MemberId member, Duration lifetime) {
    return make(tx, purpose, new Link(member, null), lifetime);
  }

  /**
   * @param subject at most 254 characters
   */
  Secret make(
      Transaction tx, LinkPurpose purpose, MemberId member, String subject, Duration lifetime) {
    return make(tx, purpose, new Link(member, subject), lifetime);
  }

  private Secret make(Transaction tx, LinkPurpose purpose, Link link, Duration lifetime) {
    Secret secret = Secret.fresh();
    Instant now = system.instant();
    store.insert(tx, secret.hash(), purpose, link, now, now.plus(lifetime));
    return secret;
  }

  /** What a link is for, while it is good. */
  Optional<Link> find(Transaction tx, Secret secret, LinkPurpose purpose) {
    return store.find(tx, secret.hash(), purpose, system.instant());
  }

  /** Whose a link is, while it is good. */
  Optional<MemberId> holder(Transaction tx, Secret secret, LinkPurpose purpose) {
    return find(tx, secret, purpose).flatMap(link -> Optional.ofNullable(link.memberOrNull()));
  }

  /** Returns whether the link was good until now. */
  boolean redeem(Transaction tx, Secret secret, LinkPurpose purpose) {
    return store.redeem(tx, secret.hash(), purpose, system.instant());
  }

  /** How many good ones a member has. */
  int count(Transaction tx, MemberId member, LinkPurpose purpose) {
    return store.count(tx, member, purpose, system.instant());
  }

  /** None of a member's links is good any more. */
  void forget(Transaction tx, MemberId member) {
    store.deleteOf(tx, member);
  }
}
