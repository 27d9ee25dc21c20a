package org.farthing.protocol.message;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of something given in a month whose donor and creator are both its members.
 * There is no other node that could have signed it too: it is the node's word, and binds it.
 */
public sealed interface OwnWord permits OwnShare, OwnGift {

  /** Who says so. */
  ActorId node();

  /** The flattr or gift. */
  ActivityId given();

  YearMonth period();

  ActorId creator();

  @Nullable ActorId donorOrNull();

  /** What it gave, before the node's fee. */
  Money amount();

  /** Digest of the node's policy of the month, in lower-case hex. */
  String policy();

  /** When the month was cut off. */
  Instant published();

  /** Nobody when the donor is anonymous. */
  default Optional<ActorId> donor() {
    return Optional.ofNullable(donorOrNull());
  }
}
