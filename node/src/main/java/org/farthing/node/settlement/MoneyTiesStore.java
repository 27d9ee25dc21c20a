package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.MONTH_CLOSE;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.RESERVATION;

import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.MonthCloseStage;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** What members give and receive in months that are not closed. */
final class MoneyTiesStore {

  private MoneyTiesStore() {}

  /** Who gives in a month has reserved for it until its split. */
  static boolean gives(Transaction tx, UUID member) {
    return tx.dsl()
        .fetchExists(
            RESERVATION, RESERVATION.MEMBER_ID.eq(member).and(RESERVATION.GIVEN_MICROS.isNull()));
  }

  static boolean receives(Transaction tx, UUID member) {
    Condition ofMember = CREATOR.MEMBER_ID.eq(member);
    return tx.dsl()
            .fetchExists(
                tx.dsl()
                    .selectOne()
                    .from(CREATOR)
                    .join(FLATTR)
                    .on(FLATTR.CREATOR_ID.eq(CREATOR.ID))
                    .where(ofMember, FLATTR.STATE.in(FlattrState.counted, FlattrState.unclaimed))
                    .and(isNotClosed(FLATTR.PERIOD)))
        || tx.dsl()
            .fetchExists(
                tx.dsl()
                    .selectOne()
                    .from(CREATOR)
                    .join(RECEIVED_FLATTR)
                    .on(RECEIVED_FLATTR.CREATOR_ID.eq(CREATOR.ID))
                    .where(
                        ofMember,
                        RECEIVED_FLATTR.STATE.in(
                            ReceivedFlattrState.counted, ReceivedFlattrState.waiting))
                    .and(isNotClosed(RECEIVED_FLATTR.PERIOD)));
  }

  private static Condition isNotClosed(TableField<?, YearMonth> period) {
    return DSL.notExists(
        DSL.selectOne()
            .from(MONTH_CLOSE)
            .where(MONTH_CLOSE.PERIOD.eq(period), MONTH_CLOSE.STAGE.eq(MonthCloseStage.closed)));
  }
}
