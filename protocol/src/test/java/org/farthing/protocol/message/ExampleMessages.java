package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.FlattrAnswer.Receipt;
import org.farthing.protocol.message.FlattrAnswer.Refusal;
import org.farthing.protocol.message.FlattrAnswer.UndoReceipt;
import org.farthing.protocol.message.FlattrAnswer.Waiting;
import org.farthing.protocol.message.SettlementAnswer.Confirmation;
import org.farthing.protocol.message.SettlementAnswer.Objection;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementAnswer.Disagreement;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.jspecify.annotations.Nullable;

/** A month between the nodes alder and birch: the messages that the documentation shows. */
final class ExampleMessages {

  static final ActorId ALDER = ActorId.of("https://alder.example/actor");
  static final ActorId BIRCH = ActorId.of("https://birch.example/actor");
  static final ActorId ALICE = ActorId.of("https://alder.example/users/alice");
  static final ActorId BOB = ActorId.of("https://birch.example/users/bob");

  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final String DIGEST =
      "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
  private static final FlattrCheckpoint CHECKPOINT =
      new FlattrCheckpoint(NOVEMBER, ALDER, BIRCH, 57, DIGEST);
  private static final ActivityId FLATTR = ActivityId.of("https://alder.example/flattrs/1");

  /** The receipt among the examples. */
  private static final Evidence RECEIPTED =
      new Evidence(ActivityId.of("https://birch.example/answers/1"), 1);

  static final Flattr LIKE = flattr(FLATTR, ALICE, null, null);
  static final LogHead HEAD =
      new LogHead(BIRCH, CHECKPOINT, 57, true, Instant.parse("2026-12-04T00:00:01Z"));
  static final NodePolicy POLICY =
      new NodePolicy(
          ActivityId.of("https://birch.example/policy/3"),
          BIRCH,
          3,
          CurrencyUnit.EUR,
          1_000,
          2_000_000,
          1_000_000,
          true,
          SettlementCalendar.STANDARD,
          List.of("test"),
          YearMonth.of(2026, 10));
  static final List<StatementLine> LINES =
      List.of(
          new StatementLine(
              FLATTR, BOB, "3q2-7w3vSkmBYGsHv9XcIA", 500_000, "c2FsdCBvZiBsaW5lIDAwMQ"),
          new StatementLine(
              ActivityId.of("https://alder.example/flattrs/2"),
              BOB,
              "3q2-7w3vSkmBYGsHv9XcIA",
              500_000,
              "c2FsdCBvZiBsaW5lIDAwMg"),
          new StatementLine(
              ActivityId.of("https://alder.example/flattrs/4"),
              BOB,
              "3q2-7w3vSkmBYGsHv9XcIA",
              5_000_000,
              "c2FsdCBvZiBsaW5lIDAwMw",
              StatementLine.Kind.GIFT,
              null),
          new StatementLine(
              ActivityId.of("https://alder.example/flattrs/7-october"),
              BOB,
              "3q2-7w3vSkmBYGsHv9XcIA",
              250_000,
              "c2FsdCBvZiBsaW5lIDAwNA",
              StatementLine.Kind.CORRECTION,
              ActivityId.of("https://alder.example/statements/2026-10/birch/2")));
  static final Statement STATEMENT =
      new Statement(
          ActivityId.of("https://alder.example/statements/2026-11/birch/2"),
          NOVEMBER,
          ALDER,
          BIRCH,
          2,
          5,
          new Money(2_500_000, CurrencyUnit.EUR),
          DIGEST,
          URI.create("https://alder.example/statements/2026-11/birch/2/lines"),
          DIGEST,
          ActivityId.of("https://alder.example/statements/2026-11/birch/1"));
  static final Settlement SETTLEMENT =
      new Settlement(
          ActivityId.of("https://alder.example/settlements/2026-11/birch"),
          NOVEMBER,
          ALDER,
          BIRCH,
          List.of(
              STATEMENT.id(), ActivityId.of("https://birch.example/statements/2026-11/alder/1")),
          euros(1_503_333),
          euros(1_500_000),
          euros(3_333),
          "FARTHING 2026-11 7Q3K");
  static final Payment PAYMENT =
      new Payment(
          ActivityId.of("https://alder.example/payments/41"),
          SETTLEMENT.id(),
          euros(1_500_000),
          "test",
          SETTLEMENT.reference());

  static final Ownership OWNERSHIP =
      new Ownership(
          BIRCH,
          URI.create("https://social.example/users/bob"),
          BOB,
          Ownership.Basis.PROVED_ACTOR,
          Instant.parse("2026-11-02T08:59:00Z"));

  private static final List<URI> CLAIMED =
      List.of(URI.create("https://social.example/users/bob"), URI.create("https://blog.example"));

  private ExampleMessages() {}

  /** By the name of the example's file. */
  static Map<String, FarthingMessage> all() {
    Map<String, FarthingMessage> messages = new LinkedHashMap<>();
    messages.put("flattr", LIKE);
    messages.put(
        "anonymous-flattr",
        flattr(ActivityId.of("https://alder.example/flattrs/3"), ALDER, "3q2-7w", null));
    messages.put(
        "offered-again-flattr",
        flattr(alder("flattrs/9"), ALICE, null, alder("flattrs/1-october")));
    messages.put(
        "gift",
        new Gift(
            alder("flattrs/4"),
            ALICE,
            NOVEMBER,
            BOB,
            euros(5_000_000),
            null,
            at("2026-11-05T18:00:00Z")));
    messages.put(
        "unflattr", new Unflattr(alder("undos/1"), ALICE, LIKE, at("2026-11-09T10:00:00Z")));
    answers(messages);
    checkpoints(messages);
    statements(messages);
    settlements(messages);
    messages.put("claim", new Claim(birch("claims/1"), BIRCH, BOB, CLAIMED, OWNERSHIP.published()));
    return messages;
  }

  private static void answers(Map<String, FarthingMessage> messages) {
    Instant now = at("2026-11-02T09:00:01.250Z");
    messages.put(
        "receipt",
        new Receipt(birch("answers/1"), BIRCH, FLATTR, DIGEST, NOVEMBER, 1, POLICY.digest(), now));
    messages.put(
        "waiting", new Waiting(birch("answers/2"), BIRCH, FLATTR, WaitingCode.NOT_RECEIVING, now));
    messages.put(
        "refusal", new Refusal(birch("answers/3"), BIRCH, FLATTR, RefusalCode.FLATTR_OWNER, now));
    messages.put(
        "undo-receipt", new UndoReceipt(birch("answers/4"), BIRCH, FLATTR, NOVEMBER, 2, now));
  }

  private static void checkpoints(Map<String, FarthingMessage> messages) {
    Instant now = at("2026-11-03T00:00:05Z");
    ActivityId offer = birch("checkpoints/2026-11/57");
    messages.put("checkpoint-offer", new CheckpointOffer(offer, BIRCH, CHECKPOINT, now));
    messages.put(
        "checkpoint-answer",
        new CheckpointAnswer(alder("checkpoints/answers/57"), ALDER, offer, CHECKPOINT, now));
  }

  /** A page with one entry and its Like, both without the proofs that they have on the wire. */
  static LogPage page() {
    JsonObject receipt = MessageWriter.write(Objects.requireNonNull(all().get("receipt")), ALDER);
    return new LogPage(BIRCH, List.of(receipt), List.of(MessageWriter.write(LIKE, BOB)), null);
  }

  /** A page with a statement and the agreement to it, both without the proofs that they have. */
  static SettlementPage settlementPage() {
    JsonObject offer =
        MessageWriter.write(Objects.requireNonNull(all().get("statement-offer")), BIRCH);
    JsonObject agreement =
        MessageWriter.write(Objects.requireNonNull(all().get("agreement")), ALDER);
    return new SettlementPage(
        BIRCH,
        List.of(agreement),
        List.of(offer),
        URI.create("https://birch.example/settlements/2026-11/said?after=2"));
  }

  private static void statements(Map<String, FarthingMessage> messages) {
    Instant now = at("2026-12-04T00:00:05Z");
    ActivityId offer = alder("offers/1");
    messages.put("statement-offer", new StatementOffer(offer, ALDER, STATEMENT, now));
    messages.put("agreement", new Agreement(birch("answers/5"), BIRCH, offer, STATEMENT, now));
    messages.put(
        "agreement-in-part",
        new Agreement(
            birch("answers/5"),
            BIRCH,
            offer,
            STATEMENT,
            List.of(
                new Dispute(
                    FLATTR,
                    Dispute.Code.FRAUD_HOLD,
                    500_000,
                    "Receipted, and held back while it is looked into.",
                    RECEIPTED)),
            CHECKPOINT,
            now));
    messages.put(
        "disagreement",
        new Disagreement(
            birch("answers/6"),
            BIRCH,
            offer,
            STATEMENT.id(),
            List.of(
                new Dispute(
                    FLATTR,
                    Dispute.Code.MISSING,
                    0,
                    "Receipted, and not in the statement.",
                    RECEIPTED),
                new Dispute(
                    alder("flattrs/2"),
                    Dispute.Code.LATE,
                    500_000,
                    "Refused: it came at or after the cut-off.",
                    new Evidence(birch("answers/3"))),
                new Dispute(null, Dispute.Code.AMOUNT, "The lines add up to 2400000.")),
            CHECKPOINT,
            now));
  }

  private static void settlements(Map<String, FarthingMessage> messages) {
    Instant now = at("2026-12-10T00:00:05Z");
    ActivityId offer = alder("offers/2");
    messages.put("settlement-offer", new SettlementOffer(offer, ALDER, SETTLEMENT, now));
    messages.put(
        "confirmation", new Confirmation(birch("answers/7"), BIRCH, offer, SETTLEMENT, now));
    messages.put(
        "objection",
        new Objection(birch("answers/8"), BIRCH, offer, "October carried 0.25, not 0.", now));
    messages.put("payment-offer", new PaymentOffer(alder("offers/3"), ALDER, PAYMENT, now));
    messages.put(
        "payment-answer",
        new PaymentAnswer(birch("answers/9"), BIRCH, alder("offers/3"), PAYMENT.id(), now));
  }

  /** Whom an example goes to that does not say so itself. */
  static ActorId peerOf(FarthingMessage message) {
    return message.actor().equals(BIRCH) ? ALDER : BIRCH;
  }

  private static Flattr flattr(
      ActivityId id, ActorId donor, @Nullable String tag, @Nullable ActivityId replaces) {
    return new Flattr(
        id,
        donor,
        URI.create("https://blog.example/post/1"),
        NOVEMBER,
        BOB,
        CurrencyUnit.EUR,
        tag,
        replaces,
        at("2026-11-02T09:00:00Z"));
  }

  private static Money euros(long micros) {
    return new Money(micros, CurrencyUnit.EUR);
  }

  private static ActivityId alder(String path) {
    return ActivityId.of("https://alder.example/" + path);
  }

  private static ActivityId birch(String path) {
    return ActivityId.of("https://birch.example/" + path);
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
