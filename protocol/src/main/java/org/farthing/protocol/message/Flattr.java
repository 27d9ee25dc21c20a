package org.farthing.protocol.message;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Like} that carries a share of a budget: {@code {id, type: Like, actor, object: thing,
 * to: [creator], published, flattr: {type: Flattr, period, creator, currency, donorTag?,
 * replaces?}}}.
 *
 * @param actor the donor, or the donor's node when the donor is anonymous
 * @param thing what is flattred: the {@code object} of the Like
 * @param donorTagOrNull set when and only when the donor is anonymous: which of the node's unnamed
 *     donors this is, for this creator's node and month
 * @param replacesOrNull the flattr of an earlier month that came to nothing and is offered again as
 *     this one
 */
public record Flattr(
    ActivityId id,
    ActorId actor,
    URI thing,
    YearMonth period,
    ActorId creator,
    CurrencyUnit currency,
    @Nullable String donorTagOrNull,
    @Nullable ActivityId replacesOrNull,
    Instant published)
    implements Donation {

  public Flattr {
    Checks.envelope(id, actor, published);
    Checks.thing("/object", thing);
    Checks.period("/flattr/period", period);
    if (donorTagOrNull != null) {
      Checks.tag("/flattr/donorTag", donorTagOrNull);
    }
    if (replacesOrNull != null) {
      Checks.sameOrigin("/flattr/replaces", replacesOrNull, id.origin());
      Checks.that(!replacesOrNull.equals(id), "/flattr/replaces", "Another flattr than this one.");
    }
  }

  public Optional<ActivityId> replaces() {
    return Optional.ofNullable(replacesOrNull);
  }
}
