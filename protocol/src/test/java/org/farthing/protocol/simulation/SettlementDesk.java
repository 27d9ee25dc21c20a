package org.farthing.protocol.simulation;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.PairSettlement;
import org.farthing.protocol.settlement.PairStep;
import org.farthing.protocol.settlement.PairTerms;
import org.farthing.protocol.settlement.StatementCheck;
import org.farthing.protocol.settlement.StatementCheck.Receipted;
import org.farthing.protocol.settlement.Unsaid;
import org.farthing.protocol.simulation.Tables.CloseStage;
import org.farthing.protocol.simulation.Tables.Kept;
import org.jspecify.annotations.Nullable;

/**
 * A node's part in settlement: loads a pair's month, lets the engine step, and stores, sends and
 * books what it says. The node's {@code PairMonths}, {@code SettlementInbox} and {@code
 * SettlementWorker} in small.
 */
final class SettlementDesk {

  private final int us;
  private final Scenario scenario;
  private final Tables tables;
  private final Books books;
  private final DonorDesk flattrs;
  private final CreatorDesk creators;
  private final Post post;
  private final Rail rail;
  final Bookings bookings;
  private final BiFunction<YearMonth, Integer, PairEvent.Contact> contact;
  final Words words;

  SettlementDesk(
      int us,
      Scenario scenario,
      Tables tables,
      Books books,
      DonorDesk flattrs,
      CreatorDesk creators,
      Post post,
      Rail rail,
      BiFunction<YearMonth, Integer, PairEvent.Contact> contact) {
    this.us = us;
    this.scenario = scenario;
    this.tables = tables;
    this.books = books;
    this.flattrs = flattrs;
    this.creators = creators;
    this.post = post;
    this.rail = rail;
    this.bookings = new Bookings(tables, books, flattrs);
    this.contact = contact;
    this.words = new Words(tables);
  }

  PairMonth month(YearMonth period, int peer) {
    return tables.months.find(Tables.key(period, peer)).orElse(PairMonth.open(period));
  }

  PairTerms terms(int peer) {
    Scenario.NodeTerms ours = scenario.nodes().get(us);
    Scenario.NodeTerms theirs = scenario.nodes().get(peer);
    return new PairTerms(
        ours.actor(),
        theirs.actor(),
        CurrencyUnit.EUR,
        ours.netMinimumMicros(),
        theirs.netMinimumMicros(),
        scenario.calendar());
  }

  /** Hands what a peer says about a settlement to the month that it is about. */
  void arrived(FarthingMessage message, int from, Instant now) {
    YearMonth period = handled(message, from, now);
    words.note(message, false, period, from);
  }

  private YearMonth handled(FarthingMessage message, int from, Instant now) {
    return switch (message) {
      case StatementOffer it ->
          apply(it.statement().period(), from, new PairEvent.StatementArrived(it), now).period();
      case StatementAnswer it -> answered(it, from, now);
      case SettlementOffer it ->
          apply(it.settlement().period(), from, new PairEvent.SettlementArrived(it), now).period();
      case SettlementAnswer it ->
          apply(
                  periodOf(from, month -> idOf(month.net().offerOrNull()), it.offer()),
                  from,
                  new PairEvent.SettlementAnswered(it),
                  now)
              .period();
      case PaymentOffer it ->
          apply(
                  periodOf(
                      from,
                      month -> month.settlement().map(Settlement::id),
                      it.payment().settlement()),
                  from,
                  new PairEvent.PaymentNoticed(it),
                  now)
              .period();
      case PaymentAnswer it ->
          apply(
                  periodOf(from, month -> idOf(month.payment().noticeOrNull()), it.offer()),
                  from,
                  new PairEvent.PaymentAnswered(it),
                  now)
              .period();
      default -> throw new IllegalArgumentException("no part of a settlement: " + message);
    };
  }

  private YearMonth answered(StatementAnswer answer, int from, Instant now) {
    YearMonth period = periodOf(from, month -> idOf(month.our().offerOrNull()), answer.offer());
    PairMonth before = month(period, from);
    PairMonth after = apply(period, from, new PairEvent.StatementAnswered(answer), now);
    boolean partly = after.ours() == PairMonth.Ours.PARTLY_AGREED;
    if (before.ours() != PairMonth.Ours.PARTLY_AGREED
        && partly
        && answer instanceof StatementAnswer.Agreement agreement) {
      tables.disputed.put(
          Tables.key(period, from),
          agreement.disputes().stream()
              .filter(dispute -> dispute.amountMicros() > 0)
              .map(dispute -> dispute.flattr().orElseThrow())
              .toList());
    }
    return period;
  }

  private static Optional<ActivityId> idOf(@Nullable FarthingMessage said) {
    return Optional.ofNullable(said).map(FarthingMessage::id);
  }

  private YearMonth periodOf(
      int peer, Function<PairMonth, Optional<ActivityId>> part, ActivityId id) {
    return scenario.periods().stream()
        .filter(period -> part.apply(month(period, peer)).filter(id::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> ProtocolException.early("unknown_offer", "Rests on nothing known."));
  }

  PairMonth apply(YearMonth period, int peer, PairEvent event, Instant now) {
    return apply(period, peer, event, Map.of(), now);
  }

  /**
   * @param grossOf what each creator has coming, for the event by which a statement is agreed
   */
  private PairMonth apply(
      YearMonth period, int peer, PairEvent event, Map<String, Long> grossOf, Instant now) {
    PairMonth before = month(period, peer);
    Unsaid unsaid = words.unsaid(period, peer);
    PairStep step =
        unsaid.repeated(
            step(peer, before, event, unsaid, now),
            terms(peer).them(),
            id -> words.isKnown(id, period, peer));
    if (!step.month().equals(before) || !tables.months.has(Tables.key(period, peer))) {
      tables.months.put(Tables.key(period, peer), step.month());
    }
    for (FarthingMessage message : step.messages()) {
      post.send(message, peer, period);
      words.note(message, true, period, peer);
    }
    step.commands().forEach(command -> bookings.book(command, period, peer, grossOf));
    return step.month();
  }

  /** As the node's {@code PairMonths} does: when something was lost, at the time of its doing. */
  private PairStep step(int peer, PairMonth before, PairEvent event, Unsaid unsaid, Instant now) {
    try {
      return new PairSettlement(terms(peer)).step(before, event, unsaid.since().orElse(now));
    } catch (ProtocolException e) {
      throw unsaid.isEmpty()
          ? e
          : ProtocolException.early(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The next that is due in a month and takes no more than this node and its bank, if anything is.
   */
  Optional<PairEvent> due(YearMonth period, int peer, Instant now) {
    PairMonth month = month(period, peer);
    if (month.carriedOrNull() == null) {
      Optional<PairMonth.Carried> carried = carriedTo(period, peer);
      if (carried.isPresent()) {
        return carried.map(PairEvent.Carried::new);
      }
    }
    return switch (month.paid()) {
      case ORDERED -> {
        Settlement settlement = month.settlement().orElseThrow();
        rail.send(us, peer, settlement.reference(), settlement.paid().micros(), now);
        yield Optional.of(new PairEvent.PaymentSent("test"));
      }
      case NONE, NOTICED -> shown(month, peer, now).or(() -> passing(month, peer, now));
      case SENT, CONFIRMED, WRITTEN_OFF -> passing(month, peer, now);
    };
  }

  private Optional<PairEvent> passing(PairMonth month, int peer, Instant now) {
    PairEvent time = new PairEvent.TimePassed(contact.apply(month.period(), peer));
    Instant then = words.unsaid(month.period(), peer).since().orElse(now);
    PairStep step = new PairSettlement(terms(peer)).step(month, time, then);
    return step.month().equals(month) ? Optional.empty() : Optional.of(time);
  }

  private Optional<PairEvent> shown(PairMonth month, int peer, Instant now) {
    return month
        .settlement()
        .filter(it -> month.net().holds() && it.payee().equals(terms(peer).us()))
        .map(it -> rail.shown(peer, us, it.reference(), now))
        .filter(micros -> micros > month.payment().receivedMicros())
        .map(PairEvent.PaymentShown::new);
  }

  private Optional<PairMonth.Carried> carriedTo(YearMonth period, int peer) {
    if (flattrs.stage(period).compareTo(CloseStage.STATED) < 0) {
      return Optional.empty();
    }
    List<YearMonth> before =
        scenario.periods().stream()
            .filter(it -> it.isBefore(period) && tables.months.has(Tables.key(it, peer)))
            .toList();
    return before.isEmpty()
        ? Optional.of(PairMonth.Carried.NOTHING)
        : month(before.getLast(), peer).carriedOn(terms(peer).us());
  }

  /**
   * States what a month's split gave a peer's creators, or the same once more where disputed.
   *
   * @param inflation by how much the sum is wrong; 0 of an honest node
   */
  void state(YearMonth period, int peer, long inflation, Instant now) {
    PairMonth month = month(period, peer);
    int version = month.ourStatement().map(Statement::version).orElse(0) + 1;
    Statement statement =
        Statements.of(
            terms(peer), period, version, bookings.lines(period, peer), inflation, "statement-");
    // While the peer has forked the month, what is stated is booked, and said only once released.
    String id = "state " + Tables.key(period, peer);
    if (version == 1 && !books.has(id)) {
      books.move(id, "giving/" + period, "stated/" + peer, statement.gross().micros());
    }
    apply(period, peer, new PairEvent.Stated(statement), now);
  }

  /** Compares the lines of a peer's statement, and agrees or disputes. */
  void check(YearMonth period, int peer, List<StatementLine> lines, Instant now) {
    StatementOffer offer = Objects.requireNonNull(month(period, peer).their().offerOrNull());
    Statement statement = offer.statement();
    Optional<StatementAnswer> before = words.unsaid(period, peer).answerTo(offer);
    List<Kept> counted = creators.counted(period, peer);
    Iterator<Receipted> receipts = counted.stream().map(creators::receipted).iterator();
    List<Dispute> disputes =
        StatementCheck.compare(
                statement,
                statement.policy(),
                lines.iterator(),
                receipts,
                creators.books(period, peer, before.map(StatementAnswer::disputes), now))
            .disputes();
    PairMonth after =
        apply(
            period,
            peer,
            new PairEvent.StatementChecked(
                statement.id(), disputes, shown(period, peer, disputes, before)),
            credited(period, peer, lines, disputes),
            now);
    if (after.their().state() == PairMonth.Theirs.AGREED) {
      creators.agreed(period, peer);
    }
  }

  private @Nullable FlattrCheckpoint shown(
      YearMonth period, int peer, List<Dispute> disputes, Optional<StatementAnswer> before) {
    if (before.isPresent()) {
      return before.get().logOrNull();
    }
    return disputes.isEmpty() ? null : creators.checkpoint(period, peer);
  }

  /**
   * What each creator has coming, by creator: all lines but those in dispute; or all that was not
   * credited yet, where the debtor admits what is in dispute.
   */
  private Map<String, Long> credited(
      YearMonth period, int peer, List<StatementLine> lines, List<Dispute> disputes) {
    if (month(period, peer).theirs() == PairMonth.Theirs.ADMITTED) {
      Map<String, Long> rest = credited(lines, List.of());
      rest.replaceAll((creator, micros) -> micros - books.earned(period, peer, creator));
      return rest;
    }
    return credited(lines, disputes);
  }

  private static Map<String, Long> credited(List<StatementLine> lines, List<Dispute> disputes) {
    Set<ActivityId> disputed = new HashSet<>();
    disputes.stream()
        .filter(dispute -> dispute.amountMicros() > 0)
        .forEach(dispute -> dispute.flattr().ifPresent(disputed::add));
    Map<String, Long> grossOf = new TreeMap<>();
    lines.stream()
        .filter(line -> !disputed.contains(line.flattr()))
        .forEach(line -> grossOf.merge(line.creator().toString(), line.amountMicros(), Long::sum));
    return grossOf;
  }
}
