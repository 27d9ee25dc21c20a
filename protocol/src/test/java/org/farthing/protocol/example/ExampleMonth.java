package org.farthing.protocol.example;

import static org.farthing.protocol.example.ExampleFlattrs.ALICES_TAG;
import static org.farthing.protocol.example.ExampleFlattrs.DORA;
import static org.farthing.protocol.example.ExampleFlattrs.NOVEMBER;
import static org.farthing.protocol.example.ExampleFlattrs.UNNAMED_TAG;
import static org.farthing.protocol.example.ExampleFlattrs.alder;
import static org.farthing.protocol.example.ExampleFlattrs.birch;
import static org.farthing.protocol.example.ExampleKeys.ALDER;
import static org.farthing.protocol.example.ExampleKeys.BIRCH;
import static org.farthing.protocol.example.ExampleKeys.BOB;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementAnswer.Objection;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.CreditorBooks;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.PairSettlement;
import org.farthing.protocol.settlement.PairTerms;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.StatementCheck;
import org.farthing.protocol.settlement.StatementCheck.Receipted;
import org.jspecify.annotations.Nullable;

/**
 * How alder and birch settle November: played by the settlement itself on both sides, so that the
 * messages are those that two nodes say.
 */
final class ExampleMonth {

  /** What October has left, which alder owes. */
  static final Settlement OCTOBER = october();

  static final List<StatementLine> LINES =
      List.of(
          new StatementLine(alder("flattrs/1"), BOB, ALICES_TAG, 666_667, "c2FsdCBvZiBsaW5lIDAwMQ"),
          new StatementLine(
              alder("flattrs/2"), BOB, UNNAMED_TAG, 500_000, "c2FsdCBvZiBsaW5lIDAwMg"),
          new StatementLine(
              alder("flattrs/4"),
              BOB,
              ALICES_TAG,
              5_000_000,
              "c2FsdCBvZiBsaW5lIDAwMw",
              StatementLine.Kind.GIFT,
              null),
          new StatementLine(
              alder("flattrs/october-8"),
              BOB,
              ALICES_TAG,
              250_000,
              "c2FsdCBvZiBsaW5lIDAwNA",
              StatementLine.Kind.CORRECTION,
              OCTOBER.statements().getFirst()));

  private static final ActorId CAROL = ActorId.of("https://alder.example/users/carol");
  private static final String BOBS_TAG = "m4Wf0yq2RkKc7n1Zs8uEZQ";
  static final List<StatementLine> BIRCHS_LINES =
      List.of(
          new StatementLine(
              birch("flattrs/21"), CAROL, BOBS_TAG, 666_667, "c2FsdCBvZiBsaW5lIDAyMQ"),
          new StatementLine(
              birch("flattrs/22"), CAROL, BOBS_TAG, 666_667, "c2FsdCBvZiBsaW5lIDAyMg"));

  private static final Instant STATED = Instant.parse("2026-12-05T00:00:05Z");
  private static final Instant MET = Instant.parse("2026-12-05T01:00:10Z");
  private static final Instant NETTED = Instant.parse("2026-12-10T00:00:05Z");
  private static final Instant PAID = Instant.parse("2026-12-11T10:00:00Z");
  private static final Instant SHOWN = Instant.parse("2026-12-12T08:00:00Z");

  /** What birch has counted, in the order of ids; the third was undone. */
  private static final List<Receipted> RECEIPTED =
      List.of(
          new Receipted(alder("flattrs/1"), BOB),
          new Receipted(alder("flattrs/2"), BOB),
          new Receipted(alder("flattrs/4"), BOB, 5_000_000),
          new Receipted(alder("flattrs/5"), DORA));

  final StatementOffer statement;
  final StatementOffer birchsStatement;
  final Agreement agreement;
  final Disagreement disagreement;
  final StatementOffer secondStatement;
  final Agreement agreementInPart;
  final SettlementOffer settlement;
  final Confirmation confirmation;
  final Objection objection;
  final PaymentOffer payment;
  final PaymentAnswer paymentReceipt;

  /** Where both ended. */
  final List<PairMonth.Stage> stages;

  /** Plays it. */
  ExampleMonth() {
    Node alder = new Node(ALDER, BIRCH, new PairMonth.Carried(OCTOBER.carried().micros(), 0));
    Node birch = new Node(BIRCH, ALDER, new PairMonth.Carried(0, OCTOBER.carried().micros()));

    statement = alder.says(new PairEvent.Stated(statement(alder, 1, null)), STATED);
    birch.hears(new PairEvent.StatementArrived(statement), MET);
    birchsStatement = birch.says(new PairEvent.Stated(statement(birch, 1, null)), MET);
    alder.hears(new PairEvent.StatementArrived(birchsStatement), MET.plusSeconds(1));
    agreement = alder.says(agreed(birchsStatement.statement()), MET.plusSeconds(3));
    birch.hears(new PairEvent.StatementAnswered(agreement), MET.plusSeconds(4));
    disagreement = birch.says(checked(statement.statement()), MET.plusSeconds(5));
    alder.hears(new PairEvent.StatementAnswered(disagreement), MET.plusSeconds(6));
    Statement second = statement(alder, 2, statement.statement().id());
    secondStatement = alder.says(new PairEvent.Stated(second), MET.plusSeconds(10));
    birch.hears(new PairEvent.StatementArrived(secondStatement), MET.plusSeconds(11));
    agreementInPart = birch.says(checked(second), MET.plusSeconds(15));
    alder.hears(new PairEvent.StatementAnswered(agreementInPart), MET.plusSeconds(16));

    settlement = alder.says(new PairEvent.TimePassed(PairEvent.Contact.ASKED), NETTED);
    objection = objecting(birch.month, settlement);
    confirmation = birch.says(new PairEvent.SettlementArrived(settlement), NETTED.plusSeconds(4));
    alder.hears(new PairEvent.SettlementAnswered(confirmation), NETTED.plusSeconds(5));
    payment = alder.says(new PairEvent.PaymentSent("test"), PAID);
    birch.hears(new PairEvent.PaymentNoticed(payment), PAID.plusSeconds(1));
    paymentReceipt =
        birch.says(new PairEvent.PaymentShown(payment.payment().amount().micros()), SHOWN);
    alder.hears(new PairEvent.PaymentAnswered(paymentReceipt), SHOWN.plusSeconds(1));
    stages = List.of(alder.month.stage(), birch.month.stage());
  }

  /** One side of the pair. */
  private static final class Node {
    private final PairTerms terms;
    private final PairSettlement settlement;
    private PairMonth month = PairMonth.open(NOVEMBER);

    private Node(ActorId us, ActorId them, PairMonth.Carried carried) {
      terms = terms(us, them);
      settlement = new PairSettlement(terms);
      hears(new PairEvent.Carried(carried), STATED);
    }

    private void hears(PairEvent event, Instant now) {
      month = settlement.step(month, event, now).month();
    }

    /** The one message to which an event leads. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <M extends FarthingMessage> M says(PairEvent event, Instant now) {
      var step = settlement.step(month, event, now);
      month = step.month();
      if (step.messages().size() != 1) {
        throw new IllegalStateException(event + " leads to " + step.messages());
      }
      return (M) step.messages().getFirst();
    }
  }

  private static PairTerms terms(ActorId us, ActorId them) {
    return new PairTerms(
        us, them, CurrencyUnit.EUR, 1_000_000, 1_000_000, SettlementCalendar.STANDARD);
  }

  /** Of one who takes October for having left nothing. */
  private static Objection objecting(PairMonth birch, SettlementOffer offer) {
    PairMonth other =
        new PairMonth(
            birch.period(),
            birch.our(),
            birch.their(),
            PairMonth.Carried.NOTHING,
            birch.net(),
            birch.payment(),
            birch.trouble());
    var step =
        new PairSettlement(terms(BIRCH, ALDER))
            .step(other, new PairEvent.SettlementArrived(offer), NETTED.plusSeconds(4));
    return (Objection) step.messages().getFirst();
  }

  private static PairEvent agreed(Statement statement) {
    var findings =
        StatementCheck.compare(
            statement,
            ExampleFlattrs.ALDERS_POLICY.digest(),
            BIRCHS_LINES.iterator(),
            Stream.of("flattrs/21", "flattrs/22")
                .map(id -> new Receipted(birch(id), CAROL))
                .iterator());
    return new PairEvent.StatementChecked(statement.id(), findings.disputes());
  }

  private static PairEvent checked(Statement statement) {
    var findings =
        StatementCheck.compare(
            statement,
            ExampleFlattrs.POLICY.digest(),
            LINES.iterator(),
            RECEIPTED.iterator(),
            new Books());
    return new PairEvent.StatementChecked(
        statement.id(), findings.disputes(), ExampleFlattrs.HEAD.checkpoint());
  }

  /** Birch's: an admin looks into what the unnamed donor gives; October's correction is due. */
  private static final class Books implements CreditorBooks {
    @Override
    public boolean isHeld(StatementLine line) {
      return line.donorTag().equals(UNNAMED_TAG);
    }

    @Override
    public boolean makesUp(StatementLine correction) {
      return true;
    }

    @Override
    public Optional<Answered> answered(ActivityId flattr) {
      return Stream.of(ExampleFlattrs.ANONYMOUS_RECEIPT, ExampleFlattrs.OFFERED_AGAIN_RECEIPT)
          .filter(receipt -> receipt.flattr().equals(flattr))
          .map(
              receipt ->
                  new Answered(
                      new ReceivedFlattr.Status.Counted(receipt.sequence()),
                      new Evidence(receipt.id(), receipt.sequence())))
          .findFirst();
    }
  }

  private static Statement statement(Node node, int version, @Nullable ActivityId previous) {
    boolean alders = node.terms.us().equals(ALDER);
    List<StatementLine> lines = alders ? LINES : BIRCHS_LINES;
    NodePolicy policy = alders ? ExampleFlattrs.POLICY : ExampleFlattrs.ALDERS_POLICY;
    ActivityId id = node.terms.id(NOVEMBER, "statement-" + version);
    return new Statement(
        id,
        NOVEMBER,
        node.terms.us(),
        node.terms.them(),
        version,
        lines.size(),
        euros(lines.stream().mapToLong(StatementLine::amountMicros).sum()),
        ExampleFlattrs.root(lines.stream().map(StatementLine::canonicalBytes)),
        URI.create(id + "/lines"),
        policy.digest(),
        previous);
  }

  private static Settlement october() {
    YearMonth october = YearMonth.of(2026, 10);
    PairTerms alders = terms(ALDER, BIRCH);
    PairTerms birchs = terms(BIRCH, ALDER);
    String key = birchs.id(october, "key").toString().split("/", -1)[5];
    return new Settlement(
        alders.id(october, "settlement"),
        october,
        ALDER,
        BIRCH,
        List.of(alders.id(october, "statement-2"), birchs.id(october, "statement-1")),
        euros(1_503_333),
        euros(1_500_000),
        euros(3_333),
        "FARTHING 2026-10 " + key);
  }

  /** October's, of which November needs to know what it has left. */
  static SettlementOffer octobersOffer() {
    return new SettlementOffer(
        terms(ALDER, BIRCH).id(OCTOBER.period(), "settlement/offer"),
        ALDER,
        OCTOBER,
        Instant.parse("2026-11-10T00:00:05Z"));
  }

  private static Money euros(long micros) {
    return new Money(micros, CurrencyUnit.EUR);
  }
}
