package org.farthing.protocol.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairMonth.Netted;
import org.farthing.protocol.settlement.PairMonth.OurStatement;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.TheirStatement;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.farthing.protocol.settlement.PairMonth.Trouble;
import org.jspecify.annotations.Nullable;

/** Both statements of a month: offered, compared, agreed to or disputed. */
final class StatementExchange {

  /** From this version on what can be agreed to is agreed to, and single lines stay in dispute. */
  static final int LAST_WORD = 2;

  private final PairTerms terms;
  private final PairMessages messages;

  StatementExchange(PairTerms terms, PairMessages messages) {
    this.terms = terms;
    this.messages = messages;
  }

  PairStep stated(PairMonth month, Statement statement, Instant now) {
    requireOurs(month, statement);
    boolean awaited = month.ours() == Ours.NONE || month.ours() == Ours.DISPUTED;
    if (!awaited || !isNextAfter(month.ourStatement(), statement)) {
      return PairStep.unchanged(month);
    }
    StatementOffer offer = messages.statement(statement, now);
    return PairStep.saying(month.with(new OurStatement(Ours.PROPOSED, offer, 0)), offer);
  }

  PairStep arrived(PairMonth month, StatementOffer offer, Instant now) {
    Statement statement = offer.statement();
    requireOfPair(month, offer, statement);
    StatementOffer newest = month.their().offerOrNull();
    if (newest != null && statement.version() <= newest.statement().version()) {
      return repeated(month, newest, statement, now);
    }
    Instant inDefault = terms.calendar().inDefault(month.period());
    if (month.theirs() == Theirs.LAPSED || !offer.published().isBefore(inDefault)) {
      // It is not waited for any more, and they give back what it states: but they are back.
      boolean lapses = month.theirs() == Theirs.NONE && !now.isBefore(inDefault);
      return PairStep.unchanged(lapses ? month.with(month.their().as(Theirs.LAPSED)) : month);
    }
    boolean awaited = month.theirs() == Theirs.NONE || month.theirs() == Theirs.DISPUTED;
    Require.that(
        awaited && isNextAfter(month.theirStatement(), statement),
        "wrong_version",
        "Not the next version of this month's statement.");
    // By the default day they have admitted what was not answered, and gone on from that.
    Theirs state = now.isBefore(inDefault) ? Theirs.RECEIVED : Theirs.ADMITTED;
    return PairStep.unchanged(month.with(new TheirStatement(state, offer, 0)));
  }

  private PairStep repeated(
      PairMonth month, StatementOffer newest, Statement statement, Instant now) {
    if (statement.version() < newest.statement().version()) {
      return PairStep.unchanged(month);
    }
    if (!newest.statement().equals(statement)) {
      return PairStep.unchanged(month.with(Trouble.FORKED));
    }
    // An agreement in part is in the outbox already, and repeated by nobody but it.
    return month.theirs() == Theirs.AGREED
        ? PairStep.saying(month, messages.agreement(newest, List.of(), null, now))
        : PairStep.unchanged(month);
  }

  PairStep checked(PairMonth month, PairEvent.StatementChecked checked, Instant now) {
    StatementOffer offer = month.their().offerOrNull();
    if (!month.isToBeChecked()
        || offer == null
        || !offer.statement().id().equals(checked.statement())) {
      return PairStep.unchanged(month);
    }
    List<Dispute> disputes = checked.disputes();
    boolean linesOnly = disputes.stream().allMatch(dispute -> dispute.flattr().isPresent());
    if (linesOnly && month.theirs() == Theirs.ADMITTED) {
      return agreedAfterAll(month, offer, now);
    }
    if (disputes.isEmpty() || (linesOnly && offer.statement().version() >= LAST_WORD)) {
      return agreed(month, offer, checked, now);
    }
    return PairStep.saying(
        month.with(month.their().as(Theirs.DISPUTED)),
        messages.disagreement(offer, disputes, checked.logOrNull(), now));
  }

  private PairStep agreed(
      PairMonth month, StatementOffer offer, PairEvent.StatementChecked checked, Instant now) {
    StatementAnswer.Agreement agreement =
        messages.agreement(offer, checked.disputes(), checked.logOrNull(), now);
    Theirs state = agreement.isWhole() ? Theirs.AGREED : Theirs.PARTLY_AGREED;
    long micros = agreement.agreedMicros();
    return PairStep.saying(month.with(new TheirStatement(state, offer, micros)), agreement)
        .booking(new LedgerCommand.Earn(micros));
  }

  /** What they admit they owe; what we dispute of it stays on file. */
  private PairStep agreedAfterAll(PairMonth month, StatementOffer offer, Instant now) {
    long gross = offer.statement().gross().micros();
    long before = month.their().agreedMicros();
    PairMonth agreed = month.with(new TheirStatement(Theirs.AGREED, offer, gross));
    return PairStep.saying(agreed, messages.agreementAfterAll(offer, now))
        .booking(
            before == 0
                ? new LedgerCommand.Earn(gross)
                : new LedgerCommand.EarnRest(gross - before));
  }

  /**
   * Whether a settlement that they offer shows that they have admitted the statement that we
   * dispute: they were not answered for too long, and pay what it states.
   */
  static boolean isAdmittedBy(Settlement settlement, PairMonth month) {
    boolean disputed = month.theirs() == Theirs.DISPUTED || month.theirs() == Theirs.ADMITTED;
    return disputed
        && month
            .theirStatement()
            .filter(it -> settlement.statements().contains(it.id()))
            .isPresent();
  }

  PairStep answered(PairMonth month, StatementAnswer answer) {
    Require.saidBy(terms.them(), answer.actor());
    if (messages.isOfEarlierVersion(month, answer.offer())) {
      return PairStep.unchanged(month);
    }
    StatementOffer ours = Require.answered(month.our().offerOrNull(), answer.offer());
    return switch (answer) {
      case StatementAnswer.Agreement agreement -> {
        Require.aboutOurs(agreement.statement().equals(ours.statement()));
        yield agreement.isWhole() ? agreedTo(month) : agreedInPart(month, ours, agreement);
      }
      case StatementAnswer.Disagreement disagreement -> {
        Require.aboutOurs(disagreement.statement().equals(ours.statement().id()));
        Require.aboutOurs(isOfMonth(disagreement.logOrNull(), month));
        yield disputed(month);
      }
    };
  }

  private boolean isOfMonth(@Nullable FlattrCheckpoint log, PairMonth month) {
    return log == null || (log.debtor().equals(terms.us()) && log.period().equals(month.period()));
  }

  /** They agree to the whole of our statement; what was admitted before is booked already. */
  static PairStep agreedTo(PairMonth month) {
    return switch (month.ours()) {
      case PROPOSED -> owed(month);
      case ADMITTED -> PairStep.unchanged(month.with(month.our().as(Ours.AGREED)));
      case NONE, DISPUTED, AGREED, PARTLY_AGREED, PARTLY_RETURNED, RETURNED ->
          PairStep.unchanged(month);
    };
  }

  private static PairStep agreedInPart(
      PairMonth month, StatementOffer ours, StatementAnswer.Agreement agreement) {
    long micros = agreement.agreedMicros();
    PairMonth agreed = month.with(new OurStatement(Ours.PARTLY_AGREED, ours, micros));
    if (month.ours() == Ours.PROPOSED) {
      return PairStep.unchanged(agreed).booking(new LedgerCommand.Owe(micros));
    }
    return isAdmittedOnly(month)
        ? PairStep.unchanged(agreed).booking(retraction(month, month.our().agreedMicros() - micros))
        : PairStep.unchanged(month);
  }

  /** Once we have offered to settle what we admit, our word stands. */
  private static PairStep disputed(PairMonth month) {
    if (isAdmittedOnly(month)) {
      return retracted(month, Ours.DISPUTED);
    }
    return PairStep.unchanged(
        month.ours() == Ours.PROPOSED ? month.with(month.our().as(Ours.DISPUTED)) : month);
  }

  /** They are heard of before anything was built on our admission: it waits for their answer. */
  static PairStep answerAwaited(PairMonth month) {
    return isAdmittedOnly(month) ? retracted(month, Ours.PROPOSED) : PairStep.unchanged(month);
  }

  private static boolean isAdmittedOnly(PairMonth month) {
    return month.ours() == Ours.ADMITTED && month.netted() == Netted.NONE;
  }

  private static PairStep retracted(PairMonth month, Ours next) {
    OurStatement our = new OurStatement(next, month.our().offerOrNull(), 0);
    return PairStep.unchanged(month.with(our))
        .booking(retraction(month, month.our().agreedMicros()));
  }

  private static LedgerCommand retraction(PairMonth month, long micros) {
    return new LedgerCommand.Retract(micros, month.ourStatement().orElseThrow().version());
  }

  /** The peer has been silent for too long: we owe what we have stated, agreed to or not. */
  static PairStep admitted(PairMonth month) {
    if (month.ours() != Ours.PROPOSED) {
      return PairStep.unchanged(month);
    }
    Statement ours = month.ourStatement().orElseThrow();
    long micros = ours.gross().micros();
    OurStatement admitted = new OurStatement(Ours.ADMITTED, month.our().offerOrNull(), micros);
    // What was admitted before their settlement came was taken back then: this is another booking.
    return PairStep.unchanged(month.with(admitted))
        .booking(
            month.netted() == Netted.NONE
                ? new LedgerCommand.Admit(micros, ours.version())
                : new LedgerCommand.Owe(micros));
  }

  private static PairStep owed(PairMonth month) {
    long micros = month.ourStatement().orElseThrow().gross().micros();
    OurStatement owed = new OurStatement(Ours.AGREED, month.our().offerOrNull(), micros);
    return PairStep.unchanged(month.with(owed)).booking(new LedgerCommand.Owe(micros));
  }

  /**
   * Nothing more is waited for: what they dispute goes back, and what they did not state lapses.
   */
  static PairStep givenUp(PairMonth month) {
    PairMonth lapsed = month.their().owes() ? month : month.with(lapsed(month.their()));
    return lapsed.ours() == Ours.DISPUTED ? returned(lapsed) : PairStep.unchanged(lapsed);
  }

  /** What we stated too late for them to agree to it goes back. */
  static PairStep unansweredReturned(PairMonth month) {
    return month.ours() == Ours.PROPOSED ? returned(month) : PairStep.unchanged(month);
  }

  private static PairStep returned(PairMonth month) {
    long micros = month.ourStatement().orElseThrow().gross().micros();
    return PairStep.unchanged(month.with(month.our().as(Ours.RETURNED)))
        .booking(new LedgerCommand.Return(micros));
  }

  /** What we had agreed to of it holds. */
  private static TheirStatement lapsed(TheirStatement their) {
    return their.as(their.agreedMicros() > 0 ? Theirs.PARTLY_AGREED : Theirs.LAPSED);
  }

  /** The lines that they dispute to the end go back to our donors. */
  static PairStep disputedReturned(PairMonth month) {
    if (month.ours() != Ours.PARTLY_AGREED) {
      return PairStep.unchanged(month);
    }
    long gross = month.ourStatement().orElseThrow().gross().micros();
    return PairStep.unchanged(month.with(month.our().as(Ours.PARTLY_RETURNED)))
        .booking(new LedgerCommand.ReturnDisputed(gross - month.our().agreedMicros()));
  }

  private void requireOurs(PairMonth month, Statement statement) {
    boolean ours =
        statement.debtor().equals(terms.us())
            && statement.creditor().equals(terms.them())
            && statement.period().equals(month.period())
            && statement.gross().currency().equals(terms.currency());
    if (!ours) {
      throw new IllegalArgumentException(statement.id() + " is not this pair's and month's");
    }
  }

  private void requireOfPair(PairMonth month, StatementOffer offer, Statement statement) {
    Require.saidBy(terms.them(), offer.actor());
    Require.that(
        statement.debtor().equals(terms.them()) && statement.creditor().equals(terms.us()),
        "wrong_parties",
        "The statement is not from its sender to us.");
    Require.that(
        statement.period().equals(month.period()), "wrong_period", "Another month's statement.");
    Require.that(
        statement.gross().currency().equals(terms.currency()),
        "currency",
        "The statement is in another currency.");
  }

  private static boolean isNextAfter(Optional<Statement> known, Statement statement) {
    return statement.version() == known.map(Statement::version).orElse(0) + 1
        && statement.previous().equals(known.map(Statement::id))
        && !statement.previous().equals(Optional.of(statement.id()));
  }
}
