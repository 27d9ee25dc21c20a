package org.farthing.node.notice;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.flattr.Giving.ReserveOutcome.NoMeans;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Tells donors what they gave in a month once it is split, and whether what is left is enough for
 * another. It looks at what the month's close has stored, so the close knows nothing of it.
 */
public final class MonthNotices implements AutoCloseable {

  private static final Duration POLL = Duration.ofMinutes(5);
  private static final Duration OLD = Duration.ofDays(40);
  private static final int AT_ONCE = 500;

  private final Database database;
  private final Giving giving;
  private final Notices notices;
  private final InstantSource calendar;
  private final MonthNoticeStore store = new MonthNoticeStore();
  private @Nullable Worker worker;

  public MonthNotices(Database database, Giving giving, Notices notices, InstantSource calendar) {
    this.database = database;
    this.giving = giving;
    this.notices = notices;
    this.calendar = calendar;
  }

  public void start() {
    worker = Worker.start("month notices", POLL, this::tellNext);
  }

  /** Tells some donors; true when there may be more. */
  boolean tellNext() {
    List<MonthNoticeStore.Gave> untold =
        database.read(tx -> store.untold(tx, calendar.instant().minus(OLD), AT_ONCE));
    for (MonthNoticeStore.Gave each : untold) {
      Means means = giving.means(each.member());
      database.execute(tx -> tell(tx, each, means));
    }
    return untold.size() == AT_ONCE;
  }

  private void tell(Transaction tx, MonthNoticeStore.Gave gave, Means means) {
    notices.tellOnce(
        tx,
        gave.member(),
        NoticeEvent.MONTH_CLOSED,
        gave.month().toString(),
        new NoticeDetail.Month(gave.month()),
        new NoticeDetail.Money(gave.micros()));
    Optional<NoMeans> lack = means.lack().filter(it -> it.budgetMicros() >= it.minimumMicros());
    lack.ifPresent(
        it ->
            notices.tellOnce(
                tx,
                gave.member(),
                NoticeEvent.FUNDS_LOW,
                means.month().toString(),
                new NoticeDetail.Month(means.month()),
                new NoticeDetail.Money(it.fundsMicros()),
                new NoticeDetail.Money(it.minimumMicros())));
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
