package org.farthing.protocol.settlement;

import java.time.YearMonth;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;
import org.jspecify.annotations.Nullable;

/**
 * A pair of nodes in one month, as one of the two sees it: all that its settlement needs to know.
 *
 * @param oursOrNull the newest version of what we state that we owe them
 * @param theirsOrNull the newest version of what they state that they owe us
 * @param carriedOrNull what either owed from earlier months; unknown until those are settled
 * @param settlementOrNull what the payer of the net has offered, from the offer on
 * @param paymentOrNull what the payer has announced, from the notice on
 */
public record PairMonth(
    YearMonth period,
    Ours ours,
    @Nullable StatementOffer oursOrNull,
    Theirs theirs,
    @Nullable StatementOffer theirsOrNull,
    @Nullable Carried carriedOrNull,
    Netted netted,
    @Nullable SettlementOffer settlementOrNull,
    Paid paid,
    @Nullable PaymentOffer paymentOrNull) {

  /** Where our statement stands. */
  public enum Ours {
    NONE,
    PROPOSED,
    DISPUTED,
    AGREED
  }

  /** Where their statement stands; received means that its lines are not checked yet. */
  public enum Theirs {
    NONE,
    RECEIVED,
    DISPUTED,
    AGREED
  }

  /**
   * Where the settlement of both stands: offered by us, who pay; or received from them, and not
   * answered while we do not know what the months before leave.
   */
  public enum Netted {
    NONE,
    OFFERED,
    RECEIVED,
    DISPUTED,
    AGREED
  }

  /** Where the payment of the net stands; noticed means announced and not yet on the rail. */
  public enum Paid {
    NONE,
    ORDERED,
    SENT,
    NOTICED,
    CONFIRMED
  }

  /** The month between two nodes as people are told of it (specification, "The month"). */
  public enum Stage {
    OPEN,
    PROPOSED,
    DISPUTED,
    AGREED,
    NETTED,
    PAYING,
    CARRIED,
    CLOSED
  }

  /**
   * What was still owed from earlier months; at most one of the two is above zero.
   *
   * @param byUsMicros what we still owe them
   * @param byThemMicros what they still owe us
   */
  public record Carried(long byUsMicros, long byThemMicros) {

    public static final Carried NOTHING = new Carried(0, 0);

    public Carried {
      if (byUsMicros < 0 || byThemMicros < 0 || (byUsMicros > 0 && byThemMicros > 0)) {
        throw new IllegalArgumentException("carried " + byUsMicros + " and " + byThemMicros);
      }
    }
  }

  public PairMonth {
    require((ours == Ours.NONE) == (oursOrNull == null), "ours");
    require((theirs == Theirs.NONE) == (theirsOrNull == null), "theirs");
    require((netted == Netted.NONE) == (settlementOrNull == null), "settlement");
    require(paid == Paid.NONE || netted == Netted.AGREED, "paid");
    require((paid == Paid.NONE || paid == Paid.ORDERED) == (paymentOrNull == null), "payment");
  }

  /** Nothing has happened yet. */
  public static PairMonth open(YearMonth period) {
    return new PairMonth(
        period, Ours.NONE, null, Theirs.NONE, null, null, Netted.NONE, null, Paid.NONE, null);
  }

  public Optional<Statement> ourStatement() {
    return Optional.ofNullable(oursOrNull).map(StatementOffer::statement);
  }

  public Optional<Statement> theirStatement() {
    return Optional.ofNullable(theirsOrNull).map(StatementOffer::statement);
  }

  public Optional<Settlement> settlement() {
    return Optional.ofNullable(settlementOrNull).map(SettlementOffer::settlement);
  }

  public Stage stage() {
    return switch (netted) {
      case AGREED -> stageOnceNetted();
      case DISPUTED -> Stage.DISPUTED;
      case OFFERED, RECEIVED -> Stage.AGREED;
      case NONE -> {
        if (ours == Ours.DISPUTED || theirs == Theirs.DISPUTED) {
          yield Stage.DISPUTED;
        }
        if (ours == Ours.AGREED && theirs == Theirs.AGREED) {
          yield Stage.AGREED;
        }
        yield ours == Ours.NONE && theirs == Theirs.NONE ? Stage.OPEN : Stage.PROPOSED;
      }
    };
  }

  /** Whether nothing is left to do: paid in full minor units, carried, or nothing was owed. */
  public boolean isDone() {
    return switch (stage()) {
      case CARRIED, CLOSED -> true;
      case OPEN, PROPOSED, DISPUTED, AGREED, NETTED, PAYING -> false;
    };
  }

  /**
   * What is carried into the next month, once this one is netted and we wait for no payment. Until
   * a payment that is due to us has come, the next month is not netted: what it sets off would make
   * revenue available that no bank holds.
   */
  public Optional<Carried> carriedOn(ActorId us) {
    return settlement().filter(_ -> netted == Netted.AGREED).flatMap(agreed -> left(agreed, us));
  }

  private Optional<Carried> left(Settlement agreed, ActorId us) {
    if (agreed.payer().equals(us)) {
      return Optional.of(new Carried(agreed.carried().micros(), 0));
    }
    return isDone() ? Optional.of(new Carried(0, agreed.carried().micros())) : Optional.empty();
  }

  private Stage stageOnceNetted() {
    Settlement agreed = settlement().orElseThrow();
    if (agreed.paid().micros() == 0) {
      return agreed.net().micros() == 0 ? Stage.CLOSED : Stage.CARRIED;
    }
    return switch (paid) {
      case NONE -> Stage.NETTED;
      case ORDERED, SENT, NOTICED -> Stage.PAYING;
      case CONFIRMED -> Stage.CLOSED;
    };
  }

  PairMonth withOurs(Ours next, StatementOffer offer) {
    return new PairMonth(
        period,
        next,
        offer,
        theirs,
        theirsOrNull,
        carriedOrNull,
        netted,
        settlementOrNull,
        paid,
        paymentOrNull);
  }

  PairMonth withTheirs(Theirs next, StatementOffer offer) {
    return new PairMonth(
        period,
        ours,
        oursOrNull,
        next,
        offer,
        carriedOrNull,
        netted,
        settlementOrNull,
        paid,
        paymentOrNull);
  }

  PairMonth withCarried(Carried carried) {
    return new PairMonth(
        period,
        ours,
        oursOrNull,
        theirs,
        theirsOrNull,
        carried,
        netted,
        settlementOrNull,
        paid,
        paymentOrNull);
  }

  PairMonth withNetted(Netted next, SettlementOffer offer) {
    return new PairMonth(
        period,
        ours,
        oursOrNull,
        theirs,
        theirsOrNull,
        carriedOrNull,
        next,
        offer,
        paid,
        paymentOrNull);
  }

  PairMonth withPaid(Paid next, @Nullable PaymentOffer offer) {
    return new PairMonth(
        period,
        ours,
        oursOrNull,
        theirs,
        theirsOrNull,
        carriedOrNull,
        netted,
        settlementOrNull,
        next,
        offer);
  }

  private static void require(boolean holds, String part) {
    if (!holds) {
      throw new IllegalArgumentException("A pair's month whose " + part + " does not fit.");
    }
  }
}
