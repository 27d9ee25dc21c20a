package org.farthing.node.flattr;

import java.net.URI;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * What a creator here is flattred in a month.
 *
 * @param things those with a flattr, most flattred first
 * @param gifts that count
 * @param giftsWaiting that wait until the creator gives
 */
public record ReceivedMonth(List<ThingCount> things, Gifts gifts, Gifts giftsWaiting) {

  public ReceivedMonth {
    things = List.copyOf(things);
  }

  /**
   * How often a thing is flattred.
   *
   * @param waiting until the creator gives in that month
   */
  public record ThingCount(long thing, String url, String title, long counted, long waiting) {}

  /** Amounts that were given outright. */
  public record Gifts(long count, long micros) {

    static final Gifts NONE = new Gifts(0, 0);

    Gifts plus(Gifts other) {
      return new Gifts(count + other.count, Math.addExact(micros, other.micros));
    }
  }

  /**
   * A flattr that counts and whose donor is named.
   *
   * @param id as other nodes know it
   * @param thing its page or post
   */
  public record Named(ActivityId id, URI thing, String title, ActorId donor) {}

  /**
   * A gift that counts and whose donor is named.
   *
   * @param id as other nodes know it
   */
  public record NamedGift(ActivityId id, long micros, ActorId donor) {}

  public long counted() {
    return things.stream().mapToLong(ThingCount::counted).sum();
  }

  /** How many flattrs wait until the creator gives. */
  public long waiting() {
    return things.stream().mapToLong(ThingCount::waiting).sum();
  }

  /** Whether give-to-get holds something back. */
  public boolean isHeldBack() {
    return waiting() > 0 || giftsWaiting.count() > 0;
  }
}
