package org.farthing.protocol.message;

import java.time.YearMonth;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a donor's node tells the node of whom something is given to: a share of a budget, or an
 * amount beside it. Its actor is the donor, or the donor's node when the donor is anonymous. The
 * ids of both kinds are never the same: both stand in one log, and in one statement.
 */
public sealed interface Donation extends FarthingMessage permits Flattr, Gift {

  /** The month in which it is given. */
  YearMonth period();

  ActorId creator();

  CurrencyUnit currency();

  @Nullable String donorTagOrNull();

  /** Which of the node's unnamed donors it is of; only when the donor is anonymous. */
  default Optional<String> donorTag() {
    return Optional.ofNullable(donorTagOrNull());
  }
}
