package org.farthing.protocol.settlement;

import java.util.Optional;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairMonth.Theirs;

/** How far a pair's month has come, as people are told of it. */
final class MonthStage {

  private MonthStage() {}

  static Stage of(PairMonth month) {
    return switch (month.trouble()) {
      case FORKED -> Stage.FORKED;
      case DEFAULTED ->
          month.net().holds() && month.isSettled() ? onceNetted(month) : Stage.DEFAULTED;
      case NONE -> usual(month);
    };
  }

  private static Stage usual(PairMonth month) {
    return switch (month.netted()) {
      case AGREED, ADMITTED -> onceNetted(month);
      case DISPUTED -> Stage.DISPUTED;
      case OFFERED, RECEIVED -> onceAgreed(month);
      case NONE -> {
        if (month.ours() == Ours.DISPUTED || month.theirs() == Theirs.DISPUTED) {
          yield Stage.DISPUTED;
        }
        Optional<Unsettled> unsettled = Unsettled.of(month);
        if (unsettled.isPresent()) {
          boolean isOwed = !unsettled.get().owed().equals(Carried.NOTHING);
          yield isOwed ? Stage.CARRIED : Stage.CLOSED;
        }
        if (month.areStatementsConcluded()) {
          yield onceAgreed(month);
        }
        boolean isOpen = month.ours() == Ours.NONE && month.theirs() == Theirs.NONE;
        yield isOpen ? Stage.OPEN : Stage.PROPOSED;
      }
    };
  }

  private static Stage onceAgreed(PairMonth month) {
    boolean partly =
        month.ours() == Ours.PARTLY_AGREED
            || month.ours() == Ours.PARTLY_RETURNED
            || month.theirs() == Theirs.PARTLY_AGREED;
    return partly ? Stage.PARTLY_AGREED : Stage.AGREED;
  }

  /** Of a month whose settlement holds. */
  static Stage onceNetted(PairMonth month) {
    Settlement agreed = month.settlement().orElseThrow();
    if (!month.areStatementsConcluded()) {
      return Stage.PROPOSED;
    }
    if (agreed.paid().micros() == 0) {
      return agreed.net().micros() == 0 ? Stage.CLOSED : Stage.CARRIED;
    }
    return switch (month.paid()) {
      case NONE -> Stage.NETTED;
      case ORDERED, SENT, NOTICED -> Stage.PAYING;
      case CONFIRMED, WRITTEN_OFF -> Stage.CLOSED;
    };
  }
}
