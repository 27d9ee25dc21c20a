package org.farthing.node.flattr;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.YearMonth;
import java.util.function.Predicate;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.WaitingCode;

/**
 * Whether a creator here receives in a month: where the node asks creators to give, from their own
 * first flattr of the month on (product rule 8). Thread-safe.
 */
public final class Receiving {

  private static final int REMEMBERED = 100_000;

  private final Predicate<YearMonth> giveToGet;
  private final FlattrNews news;
  // Who receives in a month does so until its end: a yes can be remembered, a no cannot.
  private final Cache<Key, Boolean> known = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Key(MemberId creator, YearMonth period) {}

  /**
   * @param giveToGet whether, by the policy of a month, creators are to give
   */
  public Receiving(Predicate<YearMonth> giveToGet, FlattrNews news) {
    this.giveToGet = giveToGet;
    this.news = news;
  }

  /**
   * Asked for what is to count or else waits. A no holds until the transaction ends: it keeps the
   * creator from reserving meanwhile, so that no flattr is stored as waiting that nobody would
   * count.
   */
  boolean receives(Transaction tx, MemberId creator, YearMonth period) {
    if (!giveToGet.test(period)) {
      return true;
    }
    Key key = new Key(creator, period);
    if (known.getIfPresent(key) != null) {
      return true;
    }
    if (!hasReserved(tx, creator, period)) {
      GivingStore.lock(tx, creator);
      if (!hasReserved(tx, creator, period)) {
        news.waits(tx, creator, period);
        return false;
      }
    }
    tx.afterCommit(() -> known.put(key, true));
    return true;
  }

  /**
   * A flattr as it stands with a creator: counted or waiting for them to give, or sent to their
   * node.
   */
  Given given(Transaction tx, Given flattr, Creator creator) {
    MemberId member = creator.memberOrNull();
    if (member == null) {
      return flattr.to(creator, GivenState.SENT, null);
    }
    return receives(tx, member, flattr.period())
        ? flattr.to(creator, GivenState.COUNTED, null)
        : flattr.to(creator, GivenState.UNCLAIMED, WaitingCode.NOT_RECEIVING);
  }

  /** Without a look into the database: a no may be a yes there. */
  boolean isKnownToReceive(Creator creator, YearMonth period) {
    return creator
        .member()
        .filter(it -> !giveToGet.test(period) || known.getIfPresent(new Key(it, period)) != null)
        .isPresent();
  }

  private static boolean hasReserved(Transaction tx, MemberId creator, YearMonth period) {
    return GivingStore.reservation(tx, period, creator).isPresent();
  }
}
