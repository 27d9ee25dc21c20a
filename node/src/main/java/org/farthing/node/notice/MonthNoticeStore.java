package org.farthing.node.notice;

import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.MONTH_CLOSE;
import static org.farthing.node.generated.Tables.NOTICE;
import static org.farthing.node.generated.Tables.RESERVATION;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** Who has given in a month that has been split, and was not told so yet. */
final class MonthNoticeStore {

  /** What a donor gave in a month. */
  record Gave(MemberId member, YearMonth month, long micros) {}

  /**
   * @param since months that were cut off before are old news
   */
  List<Gave> untold(Transaction tx, Instant since, int most) {
    return tx.dsl()
        .select(RESERVATION.MEMBER_ID, RESERVATION.PERIOD, RESERVATION.GIVEN_MICROS)
        .from(MONTH_CLOSE)
        .join(RESERVATION)
        .on(RESERVATION.PERIOD.eq(MONTH_CLOSE.PERIOD))
        .join(MEMBER)
        .on(MEMBER.ID.eq(RESERVATION.MEMBER_ID))
        .where(
            MONTH_CLOSE.CUT_OFF_AT.gt(since),
            RESERVATION.GIVEN_MICROS.gt(0L),
            MEMBER.LEFT_AT.isNull(),
            notExists(
                selectOne()
                    .from(NOTICE)
                    .where(
                        NOTICE.MEMBER_ID.eq(RESERVATION.MEMBER_ID),
                        NOTICE.EVENT.eq(NoticeEvent.MONTH_CLOSED.id()),
                        NOTICE.ONCE.eq(RESERVATION.PERIOD.cast(String.class)))))
        .limit(most)
        .fetch(row -> new Gave(new MemberId(row.value1()), row.value2(), row.value3()));
  }
}
