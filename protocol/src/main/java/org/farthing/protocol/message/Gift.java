package org.farthing.protocol.message;

import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A one-off amount to a creator, outside any budget (product rule 11): {@code {id, type: Offer,
 * actor, object: {type: Gift, period, creator, amount, currency, donorTag?}, to: [creator],
 * published}}. It is receipted and refused as a flattr is, and takes its place in the same log.
 *
 * @param actor the donor, or the donor's node when the donor is anonymous
 * @param amount what is given, above zero; the creator's node takes its fee from it
 * @param donorTagOrNull set when and only when the donor is anonymous
 */
public record Gift(
    ActivityId id,
    ActorId actor,
    YearMonth period,
    ActorId creator,
    Money amount,
    @Nullable String donorTagOrNull,
    Instant published)
    implements Donation {

  public Gift {
    Checks.envelope(id, actor, published);
    Checks.period("/object/period", period);
    Checks.that(amount.micros() > 0, "/object/amount", "An amount above zero.");
    if (donorTagOrNull != null) {
      Checks.tag("/object/donorTag", donorTagOrNull);
    }
  }

  @Override
  public CurrencyUnit currency() {
    return amount.currency();
  }
}
