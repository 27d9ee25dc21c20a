package org.farthing.protocol.settlement;

import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;
import org.jspecify.annotations.Nullable;

/**
 * A pair of nodes in one month, as one of the two sees it: all that its settlement needs to know.
 *
 * @param our what we state that we owe them
 * @param their what they state that they owe us
 * @param carriedOrNull what either owed from earlier months; unknown until those are settled
 * @param net the settlement of both statements
 * @param payment what is paid of it
 * @param trouble what keeps the month from its usual course
 */
public record PairMonth(
    YearMonth period,
    OurStatement our,
    TheirStatement their,
    @Nullable Carried carriedOrNull,
    Net net,
    PaymentOfNet payment,
    Trouble trouble) {

  /**
   * Where our statement stands. Admitted means that they are silent, and we pay what we state all
   * the same; returned, that they never agreed, and our donors have it back; partly returned, that
   * our donors have back what was left out of their agreement.
   */
  public enum Ours {
    NONE,
    PROPOSED,
    DISPUTED,
    AGREED,
    PARTLY_AGREED,
    PARTLY_RETURNED,
    ADMITTED,
    RETURNED
  }

  /**
   * Where their statement stands. Received means that its lines are not checked yet; admitted, that
   * they have offered to settle it though we dispute lines of it: those are looked at once more,
   * and what it admits stands; lapsed, that none came that could be agreed to, and none is waited
   * for any more.
   */
  public enum Theirs {
    NONE,
    RECEIVED,
    DISPUTED,
    ADMITTED,
    AGREED,
    PARTLY_AGREED,
    LAPSED
  }

  /**
   * Where the settlement of both stands: offered by us, who pay; or received from them, and not
   * answered while we do not know what it rests on. Admitted means that they are silent, and we pay
   * what we have offered.
   */
  public enum Netted {
    NONE,
    OFFERED,
    RECEIVED,
    DISPUTED,
    AGREED,
    ADMITTED
  }

  /**
   * Where the payment of the net stands; noticed means announced, and not yet or not wholly on the
   * rail.
   */
  public enum Paid {
    NONE,
    ORDERED,
    SENT,
    NOTICED,
    CONFIRMED,
    WRITTEN_OFF
  }

  /** What keeps a month from its usual course. */
  public enum Trouble {
    NONE,
    /** They have signed two contents for one place: nothing goes on until an admin releases it. */
    FORKED,
    /** They did not answer or pay for so long that the month is waited for no more. */
    DEFAULTED
  }

  /** The month between two nodes as people are told of it (specification, "The month"). */
  public enum Stage {
    OPEN,
    PROPOSED,
    DISPUTED,
    AGREED,
    PARTLY_AGREED,
    NETTED,
    PAYING,
    CARRIED,
    CLOSED,
    FORKED,
    DEFAULTED
  }

  /**
   * Our statement.
   *
   * @param offerOrNull its newest version
   * @param agreedMicros what of it is agreed or admitted
   */
  public record OurStatement(Ours state, @Nullable StatementOffer offerOrNull, long agreedMicros) {

    static final OurStatement NONE = new OurStatement(Ours.NONE, null, 0);

    public OurStatement {
      require((state == Ours.NONE) == (offerOrNull == null), "ours");
      require(agreedMicros >= 0, "ours");
    }

    boolean isConcluded() {
      return owes() || state == Ours.RETURNED;
    }

    /** Whether what is agreed of it is owed. */
    boolean owes() {
      return switch (state) {
        case AGREED, PARTLY_AGREED, PARTLY_RETURNED, ADMITTED -> true;
        case NONE, PROPOSED, DISPUTED, RETURNED -> false;
      };
    }

    OurStatement as(Ours next) {
      return new OurStatement(next, offerOrNull, agreedMicros);
    }
  }

  /**
   * Their statement.
   *
   * @param offerOrNull its newest version
   * @param agreedMicros what of it we agree to
   */
  public record TheirStatement(
      Theirs state, @Nullable StatementOffer offerOrNull, long agreedMicros) {

    static final TheirStatement NONE = new TheirStatement(Theirs.NONE, null, 0);

    public TheirStatement {
      require(state != Theirs.NONE || offerOrNull == null, "theirs");
      require(state == Theirs.NONE || state == Theirs.LAPSED || offerOrNull != null, "theirs");
      require(agreedMicros >= 0, "theirs");
    }

    boolean isConcluded() {
      return owes() || state == Theirs.LAPSED;
    }

    /** Whether what is agreed of it is owed. */
    boolean owes() {
      return switch (state) {
        case AGREED, PARTLY_AGREED -> true;
        case NONE, RECEIVED, DISPUTED, ADMITTED, LAPSED -> false;
      };
    }

    TheirStatement as(Theirs next) {
      return new TheirStatement(next, offerOrNull, agreedMicros);
    }
  }

  /**
   * The settlement.
   *
   * @param offerOrNull what the payer of the net has offered, from the offer on
   */
  public record Net(Netted state, @Nullable SettlementOffer offerOrNull) {

    static final Net NONE = new Net(Netted.NONE, null);

    public Net {
      require((state == Netted.NONE) == (offerOrNull == null), "settlement");
    }

    /** Whether it holds, and is booked. */
    public boolean holds() {
      return state == Netted.AGREED || state == Netted.ADMITTED;
    }
  }

  /**
   * The payment of the net.
   *
   * @param noticeOrNull what the payer has announced, from the notice on
   * @param receivedMicros what our rail has shown of it so far, without what was written off before
   *     it came; 0 where we pay
   * @param attempts how often our rail has sent it; 0 where they pay
   */
  public record PaymentOfNet(
      Paid state, @Nullable PaymentOffer noticeOrNull, long receivedMicros, int attempts) {

    static final PaymentOfNet NONE = new PaymentOfNet(Paid.NONE, null, 0, 0);

    public PaymentOfNet {
      require((state != Paid.SENT && state != Paid.NOTICED) || noticeOrNull != null, "payment");
      require(receivedMicros >= 0 && attempts >= 0, "payment");
    }

    PaymentOfNet as(Paid next) {
      return new PaymentOfNet(next, noticeOrNull, receivedMicros, attempts);
    }
  }

  /**
   * What was still owed from earlier months. Both owe something only where one of them stated too
   * late for its month's net.
   *
   * @param byUsMicros what we still owe them
   * @param byThemMicros what they still owe us
   */
  public record Carried(long byUsMicros, long byThemMicros) {

    public static final Carried NOTHING = new Carried(0, 0);

    public Carried {
      if (byUsMicros < 0 || byThemMicros < 0) {
        throw new IllegalArgumentException("carried " + byUsMicros + " and " + byThemMicros);
      }
    }
  }

  public PairMonth {
    require(payment.state() == Paid.NONE || net.holds(), "paid");
  }

  /** Nothing has happened yet. */
  public static PairMonth open(YearMonth period) {
    return new PairMonth(
        period,
        OurStatement.NONE,
        TheirStatement.NONE,
        null,
        Net.NONE,
        PaymentOfNet.NONE,
        Trouble.NONE);
  }

  public Ours ours() {
    return our.state();
  }

  public Theirs theirs() {
    return their.state();
  }

  public Netted netted() {
    return net.state();
  }

  public Paid paid() {
    return payment.state();
  }

  public Optional<Statement> ourStatement() {
    return Optional.ofNullable(our.offerOrNull()).map(StatementOffer::statement);
  }

  public Optional<Statement> theirStatement() {
    return Optional.ofNullable(their.offerOrNull()).map(StatementOffer::statement);
  }

  public Optional<Settlement> settlement() {
    return Optional.ofNullable(net.offerOrNull()).map(SettlementOffer::settlement);
  }

  /**
   * Whether our statement is to be stated once more, since they have disputed its first version.
   */
  public boolean isToBeStatedAnew() {
    return ours() == Ours.DISPUTED
        && trouble == Trouble.NONE
        && ourStatement().orElseThrow().version() < StatementExchange.LAST_WORD;
  }

  /** Whether the lines of their statement are to be compared with what we have counted. */
  public boolean isToBeChecked() {
    return theirs() == Theirs.RECEIVED || theirs() == Theirs.ADMITTED;
  }

  /**
   * Whether we have offered another settlement than one that we offered or confirmed before a
   * backup was restored, since then, and nothing was answered to it, nor paid.
   */
  public boolean isOfferedOtherwise(PairEvent.SettlementRecalled before) {
    SettlementOffer offer = net.offerOrNull();
    return netted() == Netted.OFFERED
        && offer != null
        && offer.published().isAfter(before.published())
        && !offer.settlement().equals(before.settlement());
  }

  public Stage stage() {
    return MonthStage.of(this);
  }

  boolean areStatementsConcluded() {
    return our.isConcluded() && their.isConcluded();
  }

  /** Netted, both statements with it or left for the next month, and nothing is left to be paid. */
  boolean isSettled() {
    return net.holds()
        ? EnumSet.of(Stage.CARRIED, Stage.CLOSED).contains(MonthStage.onceNetted(this))
        : (ours() != Ours.ADMITTED || our.agreedMicros() == 0) && Unsettled.of(this).isPresent();
  }

  /**
   * Whether nothing is left to wait for: paid in full minor units, carried, nothing was owed, or
   * the peer is in default.
   */
  public boolean isDone() {
    return trouble != Trouble.FORKED && (trouble == Trouble.DEFAULTED || isSettled());
  }

  /**
   * What is carried into the next month, once this one is netted, both statements are concluded and
   * we wait for no payment: what the payer still owes, and what was agreed too late for the net.
   * Until a payment that is due to us has come or is written off, the next month is not netted:
   * what it sets off would make revenue available that no bank holds. Where there is no settlement
   * since one of us was away, all that is owed.
   */
  public Optional<Carried> carriedOn(ActorId us) {
    Optional<Carried> unsettled =
        Unsettled.of(this).filter(_ -> trouble != Trouble.FORKED).map(Unsettled::owed);
    return unsettled.isPresent() ? unsettled : carriedFromSettlement(us);
  }

  private Optional<Carried> carriedFromSettlement(ActorId us) {
    return settlement()
        .filter(_ -> net.holds() && areStatementsConcluded() && trouble != Trouble.FORKED)
        .filter(agreed -> agreed.payer().equals(us) || isSettled())
        .map(agreed -> new Leftover(this, agreed.statements()).carried(agreed, us));
  }

  PairMonth with(OurStatement next) {
    return new PairMonth(period, next, their, carriedOrNull, net, payment, trouble);
  }

  PairMonth with(TheirStatement next) {
    return new PairMonth(period, our, next, carriedOrNull, net, payment, trouble);
  }

  PairMonth with(Carried carried) {
    return new PairMonth(period, our, their, carried, net, payment, trouble);
  }

  PairMonth with(Net next) {
    return new PairMonth(period, our, their, carriedOrNull, next, payment, trouble);
  }

  PairMonth with(PaymentOfNet next) {
    return new PairMonth(period, our, their, carriedOrNull, net, next, trouble);
  }

  PairMonth with(Trouble next) {
    return new PairMonth(period, our, their, carriedOrNull, net, payment, next);
  }

  /** With our own offers as they were signed before, where we have just made them anew. */
  PairMonth inWordsOf(Map<ActivityId, FarthingMessage> words) {
    PairMonth said = this;
    if (said(words, our.offerOrNull()) instanceof StatementOffer was) {
      said = said.with(new OurStatement(our.state(), was, our.agreedMicros()));
    }
    if (said(words, net.offerOrNull()) instanceof SettlementOffer was) {
      said = said.with(new Net(net.state(), was));
    }
    if (said(words, payment.noticeOrNull()) instanceof PaymentOffer was) {
      said =
          said.with(
              new PaymentOfNet(payment.state(), was, payment.receivedMicros(), payment.attempts()));
    }
    return said;
  }

  private static @Nullable FarthingMessage said(
      Map<ActivityId, FarthingMessage> words, @Nullable FarthingMessage offerOrNull) {
    return offerOrNull == null ? null : words.get(offerOrNull.id());
  }

  private static void require(boolean holds, String part) {
    if (!holds) {
      throw new IllegalArgumentException("A pair's month whose " + part + " does not fit.");
    }
  }
}
